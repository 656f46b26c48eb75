"""The drawn city of lesson 3.1, and its method. Expected values were measured by hand: see the vectors."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pandas as pd
import pytest

from localsdg.monitoring import (
    OPEN_SPACE_REACH,
    TRANSPORT_REACH,
    Access,
    network_distances,
    open_space_share,
    people_by_boundary,
    service_area,
)
from localsdg.widgets import IndicatorChooser, ServiceArea
from localsdg.widgets.service_area import drawn

VECTORS = json.loads(Path(__file__).parents[1].joinpath("vectors", "service_area.json").read_text("utf-8"))
CASES = VECTORS["cases"]
CITY = "method.cityOf({city})"


def in_python(case: dict) -> tuple[Access, Access]:
    homes = pd.DataFrame(case["homes"], columns=["at", "x", "y", "people"])
    stops = pd.DataFrame(case["stops"], columns=["kind", "at", "x", "y"])
    streets = pd.DataFrame(case["streets"], columns=["start", "end", "metres"])
    ways = network_distances(streets, homes["at"], stops["at"])
    given = {"homes": homes, "stops": stops, "reach": case["reach"]}
    return service_area(**given, distances=ways), service_area(**given)


def in_javascript(evaluate, case: dict) -> tuple[dict, dict]:
    homes = [dict(zip(("at", "x", "y", "people"), each, strict=True)) for each in case["homes"]]
    stops = [dict(zip(("kind", "at", "x", "y"), each, strict=True)) for each in case["stops"]]
    call = f"method.access({json.dumps(homes)}, {json.dumps(stops)}, {json.dumps(case['reach'])}, "
    streets = json.dumps(case["streets"])
    return tuple(
        evaluate("service_area_method", f"{call}{distance})")
        for distance in (f"method.alongStreets({streets})", "method.inLine")
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_who_is_within_reach(evaluate, case):
    python, javascript = in_python(case), in_javascript(evaluate, case)
    for place, name in enumerate(("by_streets", "by_line")):
        served, share = case[name]
        assert (python[place].served, javascript[place]["served"]) == (served, served)
        assert (python[place].share, javascript[place]["share"]) == pytest.approx((share, share))
        assert javascript[place]["within"] == python[place].within.tolist()
    assert python[0].by_kind == pytest.approx(case["by_kind"])
    assert javascript[0]["by_kind"] == pytest.approx(case["by_kind"])


@pytest.mark.parametrize("case", VECTORS["open"], ids=lambda case: case["name"])
def test_open_space_and_streets(evaluate, case):
    numbers = {name: case[name] for name in ("open_space", "streets", "city_area")}
    assert open_space_share(**numbers) == pytest.approx(case["share"])
    found = evaluate("service_area_method", f"method.openShare({', '.join(map(str, numbers.values()))})")
    assert found == pytest.approx(case["share"])


@pytest.fixture(scope="module")
def city() -> dict:
    return {"city": drawn.CITY, "start": drawn.START}


def figures(evaluate, city: dict, state: dict) -> dict:
    inside = f"method.insideOf(city, {json.dumps(state)})"
    return evaluate(
        "service_area_city",
        f"((city) => method.figuresOf(city, {json.dumps(state)}, {inside}))(method.cityOf({json.dumps(city['city'])}))",
    )


def test_the_drawn_city_by_hand(evaluate, city):
    """One block on the map: column 5, row 4 counted from 0, in the north-west of the centre, where the first bus stops.

    6 x 100 people live there, on 200 m x 200 m = 4 ha. Four pieces of street begin there, each 200 m x 12 m; half of
    them is 4 x 0.12 = 0.48 ha, 12 % of 4 ha. No park is in it; park A is one street, 200 m, to the west.
    """
    state = city["start"] | {"boundary": "own", "own": [5, 4, 5, 4]}
    found = figures(evaluate, city, state)
    assert (found["people"], found["area"]) == (600, 4)
    assert (found["green"], found["streets"], found["open"]) == pytest.approx((0, 0.48, 12))
    assert (found["transport"]["share"], found["space"]["share"]) == (100, 100)
    # Two blocks to the east of the last bridge, north of the river: the train, 3 streets away by the bridge.
    south = city["start"] | {"boundary": "own", "own": [9, 6, 9, 6], "stops": [["high", 9, 7]] * 4}
    assert figures(evaluate, city, south)["transport"]["share"] == 100
    # Four buses at one crossing, and nobody counted twice: two streets around it live
    # 6 + (4 + 8 + 4 + 7) + (2 + 8 + 2 + 6 + 4 + 9 + 2 + 6) = 68 hundreds, of 32,200 in the whole city.
    once = city["start"] | {"boundary": "built", "stops": [["low", 5, 4]] * 4}
    found = figures(evaluate, city, once)["transport"]
    assert (found["served"], found["people"]) == (6800, 32200)
    once |= {"boundary": "own", "own": [6, 4, 17, 11]}
    # Stops beyond the border serve those inside, east of column 5 and south of row 3: 8 + 8 of row 4, 9 of row 5.
    assert figures(evaluate, city, once)["transport"]["served"] == 2500
    # Where there is no bridge, a bus stop is 200 m away in a line, and 1,000 m by the bridge two columns to the west.
    far = city["start"] | {"boundary": "own", "own": [11, 6, 11, 6], "stops": [["low", 11, 7]] * 4}
    found = figures(evaluate, city, far)
    assert (found["transport"]["share"], found["transport_line"]) == (0, 100)


def test_in_the_drawn_city_python_finds_the_same(evaluate, city):
    chance = random.Random(31)
    map_of = evaluate("service_area_city", f"method.cityOf({json.dumps(city['city'])})")
    homes = pd.DataFrame(map_of["crossings"]).set_index("at")
    streets = pd.DataFrame(map_of["streets"], columns=["start", "end", "metres"])
    crossings = list(homes.index)
    for _ in range(12):
        places = [[int(part) for part in name.split(",")] for name in chance.sample(crossings, 7)]
        own = [*sorted(chance.sample(range(18), 2)), *sorted(chance.sample(range(12), 2))]
        state = city["start"] | {
            "stops": [[chance.choice(["low", "high"]), *place] for place in places[:4]],
            "parks": places[4:],
            "boundary": "own",
            "own": [own[0], own[2], own[1], own[3]],
        }
        found = figures(evaluate, city, state)
        west, north, east, south = state["own"]
        inside = homes["column"].between(west, east) & homes["row"].between(north, south)
        if not homes.loc[inside, "people"].sum():
            assert found["people"] == 0
            continue
        for name, kinds, spots, reach in (
            ("transport", [kind for kind, *_ in state["stops"]], places[:4], TRANSPORT_REACH),
            ("space", ["open space"] * 3, places[4:], OPEN_SPACE_REACH),
        ):
            at = pd.Series([f"{column},{row}" for column, row in spots])
            stops = homes.loc[at, ["x", "y"]].reset_index(drop=True).assign(kind=kinds)
            ways = network_distances(streets, pd.Series(crossings, index=crossings), at)
            by_streets = service_area(homes, stops, reach=reach, distances=ways)
            boundaries = pd.DataFrame({"own": inside})
            places_of = homes.assign(km2=0.04)
            row = people_by_boundary(places_of, boundaries, within=by_streets.within).loc["own"]
            assert found[name]["share"] == pytest.approx(row["share"])
            assert found["people"] == row["people"]
            line = service_area(homes, stops, reach=reach).within
            row = people_by_boundary(places_of, boundaries, within=line).loc["own"]
            assert found[f"{name}_line"] == pytest.approx(row["share"])
        numbers = {"open_space": found["green"], "streets": found["streets"], "city_area": found["area"]}
        assert found["open"] == pytest.approx(open_space_share(**numbers))


@pytest.fixture
def seen(widget_page):
    seen = widget_page(ServiceArea, width=360)
    yield seen
    assert seen.problems == []


def title(page) -> str:
    return page.locator(".ls-title").inner_text().replace("\u00a0", " ")


def row_of(page, name: str) -> list[str]:
    return page.locator(f"tr:has(th:text-is('{name}')) td").all_inner_texts()


def test_the_city_is_fetched_when_one_gets_near_it(widget_page):
    seen = widget_page(IndicatorChooser, ServiceArea, width=360)
    page = seen.page
    heading = page.get_by_role("heading", name="Who lives within reach?")
    assert page.locator(".ls-city").count() == 0
    heading.scroll_into_view_if_needed()
    page.locator(".ls-city").wait_for()
    assert heading.count() == 1
    assert seen.problems == []
    # Without the network the button says so, and the worksheet is there on paper.
    page.route("**/service_area_whole.js", lambda route: route.abort())
    page.reload()
    page.evaluate("scrollTo(0, 0)")
    page.get_by_role("button", name="Open the drawn city").click()
    page.get_by_text("The drawn city cannot be loaded now.").wait_for()
    page.emulate_media(media="print")
    assert page.get_by_text("Draw the boundary, and name it.").is_visible()
    assert page.get_by_text("Print again when you see the city.").is_visible()


def test_the_boundary_changes_the_share(seen, violations):
    page = seen.page
    assert title(page) == "Municipality: 81 % live within reach of public transport. Centre: 92 %."
    assert "3,400 people of this city live outside" in page.locator(".ls-verdict").inner_text()  # 32,200 - 28,800
    page.get_by_label("Centre").check()
    assert title(page) == "Centre: 92 % live within reach of public transport. Built-up area: 72 %."
    page.get_by_label("Open public space (11.7.1)").check()
    assert title(page) == "Centre: 64 % live within 400 m of an open public space. Built-up area: 36 %."
    assert [row_of(page, name)[0] for name in ("Centre", "Built-up area", "Municipality")] == [
        "14,300",
        "32,200",
        "28,800",
    ]
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert violations(page) == []


def test_a_stop_moves_by_keys_by_fields_and_by_pointer(seen):
    page = seen.page
    stop = page.get_by_role("slider", name="Stop 2", exact=True)
    assert stop.get_attribute("aria-valuetext") == "column 11, row 8; Bus: 500 m"
    before = title(page)
    stop.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    assert stop.get_attribute("aria-valuetext") == "column 15, row 8; Bus: 500 m"
    assert title(page) != before
    page.get_by_text("Move by numbers").click()
    page.get_by_label("What to move").select_option("Stop 2")
    assert page.get_by_label("Column, from the west").input_value() == "15"
    page.get_by_label("Column, from the west").fill("11")
    assert title(page) == before
    page.get_by_label("Row, from the south").fill("1")
    assert page.get_by_text("No streets meet there").is_visible()
    assert stop.get_attribute("aria-valuetext") == "column 11, row 8; Bus: 500 m"
    page.get_by_label("Row, from the south").fill("8")
    page.get_by_label("Kind of stop").select_option("Train: 1 km")
    assert stop.get_attribute("aria-valuetext") == "column 11, row 8; Train: 1 km"
    park = page.get_by_role("slider", name="Park C")
    park.scroll_into_view_if_needed()
    box = park.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] - 60, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    moved = park.get_attribute("aria-valuetext")
    assert re.match(r"column \d+, row 5; 6 ha", moved)
    assert moved != "column 13, row 5; 6 ha"
    page.get_by_role("button", name="Undo").click()
    assert park.get_attribute("aria-valuetext") == "column 13, row 5; 6 ha"


def test_an_own_boundary_begins_with_the_one_that_is_moved(seen):
    page = seen.page
    page.get_by_label("Centre").check()
    corner = page.get_by_role("slider", name="Boundary, corner in the south-east")
    corner.focus()
    page.keyboard.press("ArrowRight")
    assert page.get_by_label("Own boundary", exact=True).is_checked()
    assert corner.get_attribute("aria-valuetext") == "column 11, row 6; Own boundary"
    assert page.get_by_label("East side, column").input_value() == "11"
    # The seventh column of the centre has 4 + 4 + 4 + 3 = 15 hundreds more people than the 14,300 of the centre.
    assert row_of(page, "Own boundary")[0] == "15,800"
    page.get_by_label("West side, column").fill("12")
    assert page.get_by_text("The west side must lie west of the east side").is_visible()
    assert row_of(page, "Own boundary")[0] == "15,800"
    page.get_by_label("East side, column").fill("1")
    page.get_by_label("West side, column").fill("1")
    assert title(page) == "Own boundary: nobody lives inside."


def test_circles_say_too_much(seen):
    page = seen.page
    reasons = page.locator(".ls-verdict")
    assert "Circles would say 92.4" in reasons.inner_text()
    page.get_by_label("Draw circles instead").check()
    assert page.locator(".ls-city circle[stroke-dasharray]").count() == 4
    assert title(page).startswith("Municipality: 81 %")  # the result stays the official one


def test_the_city_stays_until_the_tab_is_closed_and_is_no_part_of_the_workbook(seen):
    page = seen.page
    page.get_by_label("Built-up area").check()
    page.get_by_text("The city stays as you left it").first.wait_for()
    page.reload()
    assert page.get_by_label("Built-up area").is_checked()
    assert page.evaluate("localStorage.getItem('localsdg.workbook')") is None
    page.evaluate("for (const key of Object.keys(sessionStorage)) sessionStorage.setItem(key, '{\"service_area\": 7}')")
    page.reload()
    assert title(page).startswith("Municipality: 81 %")
