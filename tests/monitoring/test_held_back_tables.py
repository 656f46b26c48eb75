"""Published tables that had no part in writing the methods, with what was published or counted of them by hand."""

from io import StringIO

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from localsdg.monitoring import (
    Thresholds,
    audit_suppression,
    best_five,
    bounds_from_values,
    disaggregate,
    goal_scores,
    indicator_colour,
    normalise,
    overall_index,
    progress,
    ranks,
    suppress_table,
    worst_fifth,
)

# Atlas do Desenvolvimento Humano no Brasil 2013 (UNDP, Ipea, Fundação João Pinheiro), IDHM of 2010: published rank,
# index, and its parts income, long life and education. The index is the geometric mean of the three.
BRAZIL = """
1;São Caetano do Sul;.862;.891;.887;.811
2;Águas de São Pedro;.854;.849;.890;.825
3;Florianópolis;.847;.870;.873;.800
4;Balneário Camboriú;.845;.854;.894;.789
4;Vitória;.845;.876;.855;.805
6;Santos;.840;.861;.852;.807
7;Niterói;.837;.887;.854;.773
8;Joaçaba;.827;.823;.891;.771
9;Brasília;.824;.863;.873;.742
10;Curitiba;.823;.850;.855;.768
11;Jundiaí;.822;.834;.866;.768
12;Valinhos;.819;.848;.850;.763
13;Vinhedo;.817;.840;.878;.739
14;Santo André;.815;.819;.861;.769
14;Araraquara;.815;.788;.877;.782
16;Santana de Parnaíba;.814;.876;.849;.725
"""
# Trafford Data Lab (Open Government Licence 3.0), Census 2021 of the Office for National Statistics, wards of Trafford:
# households by the way they heat (the other ways added up), people in bad or very bad health, and all people.
TRAFFORD = """
ward,oil,solid,wood,renewable,bottled,other,unwell,people
Altrincham,5,0,0,10,12,5582,408,12931
Ashton upon Mersey,2,0,0,3,7,4315,460,10347
Bowdon,41,5,4,11,20,3658,346,9133
Broadheath,8,0,1,1,8,5556,452,14288
Brooklands,5,0,0,0,5,4192,347,10522
Bucklow-St Martins,4,1,2,1,18,4158,855,10107
Clifford,3,0,1,37,23,5144,842,13374
Davyhulme East,1,2,0,2,6,3977,493,9584
Davyhulme West,4,0,2,4,5,4097,510,10163
Flixton,4,1,0,6,4,4586,557,10792
Gorse Hill,5,0,0,2,14,5044,645,12178
Hale Barns,10,0,0,10,8,3795,340,10132
Hale Central,1,0,0,5,12,4160,221,10437
Longford,4,0,3,7,8,5129,674,12899
Priory,2,0,22,12,16,4975,412,11167
Sale Moor,2,0,3,4,20,4371,534,10666
St Mary's,2,0,1,0,9,4800,687,11812
Stretford,3,0,0,1,13,4652,650,11478
Timperley,2,1,1,2,5,4373,338,11321
Urmston,0,3,1,3,9,4894,579,11202
Village,2,0,0,22,7,4293,582,10525
"""
# Trafford Data Lab (the same licence), Defra: household waste sent for reuse, recycling or composting, %, by the
# year in which the budget year begins.
RECYCLED = {2013: 57.5, 2014: 61.9, 2020: 53.3, 2024: 57.5}
# REDS, *Mirando hacia el futuro* (2018; Sánchez de Madariaga, García López, Sisto), goal 1 of seven
# Spanish cities: ratio of incomes, social spending, low incomes; their scores; the score of the goal; the positions of
# the three on the scale of colours and their colours. The bounds are not printed: two cities give each line.
SPAIN = """
Albacete,6.3474,63.3439,26.0822,26.71,16.18,53.01,31.97,1.190,1.392,1.445,orange,orange,orange
Barcelona,5.2208,283.6595,20.0407,7.87,100.0,79.49,62.45,0.476,3.0,2.037,red,green,green
Madrid,5.7763,131.938,18.6155,17.16,48.31,85.73,50.40,1.011,2.224,2.330,orange,green,green
Málaga,6.8885,406.9998,29.4981,35.76,100.0,38.05,57.94,1.360,3.0,1.121,orange,green,orange
Sevilla,5.861,89.7095,26.8436,18.58,28.53,49.68,32.26,1.038,1.829,1.373,orange,yellow,orange
Valladolid,7.0801,64.7886,23.7353,38.96,16.86,63.3,39.71,1.420,1.416,1.667,orange,orange,yellow
Zaragoza,6.9578,123.5322,23.2614,36.92,44.37,65.38,48.89,1.382,2.165,1.712,orange,green,yellow
"""
# Goals 1 to 17 of two of them, and the mean that was printed.
SPANISH_GOALS = {
    "Barcelona": ("62.5 38.2 68.1 63.6 55.3 36.8 76.3 71.5 44.8 23.9 39.4 47.6 65.0 37.8 14.5 62.1 51.0", 50.49),
    "Madrid": ("50.4 39.9 79.1 43.0 60.0 75.1 65.4 77.4 50.4 23.6 45.2 58.9 67.8 64.4 34.4 70.8 57.3", 56.66),
}
# SDSN, 2019 US Cities Sustainable Development Report (CC BY 4.0), 105 metropolitan areas: people of 20 to 64 without
# work and people of 25 to 34 with a degree, %. Its codebook prints the best values 2.68 and 56.96, "average of top 5",
# and the worst values 7.3 and 17.2, "2.5th percentile"; its table of results prints the scores.
UNEMPLOYED = """
2.2 2.6 2.8 2.9 2.9 3.0 3.1 3.2 3.2 3.3 3.3 3.3 3.3 3.3 3.5 3.5 3.6 3.6 3.6 3.7 3.8 3.8 3.9 3.9 3.9 3.9 4.0 4.0 4.0 4.0
4.1 4.1 4.1 4.2 4.2 4.2 4.2 4.3 4.3 4.3 4.4 4.4 4.4 4.5 4.5 4.6 4.6 4.6 4.6 4.7 4.7 4.7 4.7 4.8 4.8 4.8 4.8 4.9 4.9 4.9
4.9 4.9 5.0 5.0 5.1 5.1 5.1 5.1 5.2 5.2 5.2 5.3 5.3 5.3 5.4 5.4 5.4 5.5 5.5 5.5 5.5 5.5 5.5 5.6 5.6 5.7 5.7 5.8 5.8 5.9
5.9 5.9 5.9 5.9 6.1 6.1 6.4 6.4 6.6 6.8 7.2 7.3 7.3 7.5 8.6
"""
WITH_DEGREE = """
13.0 16.8 17.2 17.5 17.9 19.5 20.5 20.7 20.9 23.3 23.4 23.5 24.4 26.5 26.6 26.9 27.6 27.6 27.8 28.0 28.1 28.6 28.9 29.3
29.3 29.5 30.2 30.6 30.8 31.4 31.5 31.5 31.7 32.1 32.2 32.3 32.4 32.4 32.7 32.9 32.9 33.0 33.0 33.2 33.2 33.3 33.6 33.7
33.7 33.9 34.0 34.0 34.8 35.4 35.6 35.7 35.8 35.9 36.4 36.6 36.8 37.0 37.8 38.5 38.7 39.3 39.4 39.8 40.2 40.3 40.3 40.6
40.9 41.1 41.1 41.2 41.3 41.7 41.9 41.9 42.5 42.7 42.8 42.8 43.1 43.4 43.9 44.2 44.4 45.4 45.4 46.6 46.9 46.9 47.1 48.0
48.5 48.8 50.9 53.4 55.0 55.5 57.0 57.9 59.4
"""


def brazil() -> pd.DataFrame:
    names = ["rank", "town", "index", "income", "life", "education"]
    return pd.read_csv(StringIO(BRAZIL.strip()), sep=";", names=names).set_index("town")


def trafford() -> pd.DataFrame:
    return pd.read_csv(StringIO(TRAFFORD.strip()), index_col="ward")


def test_the_human_development_of_towns_of_brazil_is_a_geometric_mean():
    table = brazil()
    found = overall_index(100 * table[["income", "life", "education"]], required=1, average="geometric")
    # All published numbers have three digits: half a step in the index, and as much from its rounded parts.
    assert found.to_numpy() == pytest.approx(100 * table["index"].to_numpy(), abs=0.1)
    assert ranks(table["index"]).tolist() == table["rank"].tolist()
    # The plain mean would not do: it misses the published index of Vinhedo by 0.2.
    plain = overall_index(100 * table[["income", "life", "education"]], required=1)
    assert plain["Vinhedo"] - 81.7 > 0.19


def test_health_in_the_wards_of_trafford():
    table = trafford()
    found = disaggregate(table["unwell"], table["people"], more_is="worse")
    # 10,932 of 235,058 people.
    assert found.share == pytest.approx(4.6508, abs=5e-5)
    assert (found.worst, found.best) == ("Bucklow-St Martins", "Hale Central")
    # 855 of 10,107 are 8.4595 %, 221 of 10,437 are 2.1175 %; 855 - 470.05 people less, of all 235,058.
    assert found.gap == pytest.approx(6.3420, abs=5e-5)
    assert found.groups.loc["Bucklow-St Martins", "adds"] == pytest.approx(0.1638, abs=5e-5)
    # A fifth are 47,011.6 people: four wards have 46,771, and 240.6 of the 10,525 of Village are missing.
    worst = worst_fifth(table["unwell"], table["people"], more_is="worse")
    assert list(worst.groups.index) == ["Bucklow-St Martins", "Clifford", "St Mary's", "Stretford", "Village"]
    assert worst.share == pytest.approx(100 * (855 + 842 + 687 + 650 + 582 * 240.6 / 10525) / 47011.6)


def test_no_household_of_trafford_is_told_by_how_it_heats():
    counts = trafford().drop(columns=["unwell", "people"])
    shown = suppress_table(counts, smallest=5).shown
    small = (counts > 0) & (counts < 5)
    hidden = shown.loc[counts.index, counts.columns].isna()
    # 14 + 5 + 10 + 10 + 1 by column.
    assert small.to_numpy().sum() == 40 and (hidden >= small).all(axis=None)
    assert not shown.loc["total"].isna().any() and not shown["total"].isna().any()
    # The range of each hidden number, from the sums of rows and columns alone, as a reader could find it.
    places = np.argwhere(hidden.to_numpy())
    sums = [(places[:, way] == at).astype(float) for way in (0, 1) for at in range(counts.shape[way])]
    values = counts.to_numpy()[tuple(places.T)].astype(float)
    totals = [line @ values for line in sums]
    for at in range(len(places)):
        goal = np.eye(len(places))[at]
        least, most = (linprog(sign * goal, A_eq=sums, b_eq=totals).fun * sign for sign in (1, -1))
        assert most - least >= 5 - 1e-6
    audited = audit_suppression(shown, smallest=5)
    assert len(audited) == len(places) and (audited["finding"] == "").all()


def test_recycling_in_trafford_depends_on_its_base_year():
    # Growth a year up to 57.5 in 2024: none since 2013; (57.5 / 61.9) ^ (1 / 10) - 1 = -0.735 %; since 2020 +1.914 %.
    limited, back, on_track = "limited or no progress", "deterioration", "on track"
    expected = {
        2013: (limited, "limited progress", "stagnation or going back"),
        2014: (limited, back, "stagnation or going back"),
        2020: (on_track, on_track, "reasonable progress, acceleration needed"),
    }
    for base, verdicts in expected.items():
        found = progress(base_year=base, base=RECYCLED[base], last_year=2024, last=RECYCLED[2024], wanted="increase")
        labels = [verdict.label for verdict in found.values()]
        assert labels == [*verdicts, "cannot be assessed"]
    # A target of 65 % in 2035 turns the falling series into one that goes back: -0.735 of 0.233 % a year are -3.15.
    found = progress(
        base_year=2014, base=61.9, last_year=2024, last=57.5, target=65, target_year=2035, wanted="increase"
    )
    assert [verdict.label for verdict in found.values()][:2] == [back, back]
    assert found["Statistics Canada"].value == pytest.approx(-3.15, abs=0.005)


def test_bounds_and_scores_of_cities_of_the_united_states():
    unemployed, degrees = (np.array(text.split(), dtype=float) for text in (UNEMPLOYED, WITH_DEGREE))
    assert len(unemployed) == len(degrees) == 105
    assert best_five(unemployed, wanted="decrease") == pytest.approx(2.68)
    assert best_five(degrees, wanted="increase") == pytest.approx(56.96)
    worst, _ = bounds_from_values(unemployed, wanted="decrease")
    assert worst == pytest.approx(7.3)
    # San Francisco and Baton Rouge have 4.2 and 5.9 % without work.
    scores = normalise(pd.Series([4.2, 5.9]), worst=worst, best=2.68)
    assert scores.to_numpy() == pytest.approx([67.099571, 30.303032], abs=1e-5)
    # The report took the third worst of 105 values, 17.2. Between it and the fourth, 17.5, we go 0.6 of the step.
    worst, _ = bounds_from_values(degrees, wanted="increase")
    assert worst == pytest.approx(17.38)
    # Albany has 44.4 %: the printed score is 68.41, and this choice moves it by less than 0.2.
    assert normalise(44.4, worst=17.2, best=56.96) == pytest.approx(68.410469, abs=1e-4)
    assert normalise(44.4, worst=worst, best=56.96) == pytest.approx(68.27, abs=0.01)


def test_scores_goals_and_colours_of_spanish_cities():
    given = pd.read_csv(StringIO(SPAIN.strip()), header=None, index_col=0)
    values, scores, positions, colours = given.iloc[:, :3], given.iloc[:, 3:6], given.iloc[:, 7:10], given.iloc[:, 10:]
    found = pd.DataFrame(index=given.index)
    for at in range(3):
        raw, printed = values.iloc[:, at], scores.iloc[:, at]
        low, high = raw["Albacete"], raw["Zaragoza"]
        slope = (printed["Zaragoza"] - printed["Albacete"]) / (high - low)
        worst = low - printed["Albacete"] / slope
        found[f"1.{at}"] = normalise(raw, worst=worst, best=worst + 100 / slope)
        # What lies beyond a bound, such as the spending of Málaga, has 0 or 100 points.
        assert found[f"1.{at}"].to_numpy() == pytest.approx(printed.to_numpy(), abs=0.05)
    goal = goal_scores(found, dict.fromkeys(found, 1), required=1.0).iloc[:, 0]
    assert goal.to_numpy() == pytest.approx(given.iloc[:, 6].to_numpy(), abs=0.05)
    scale = Thresholds(worst=0, red=1, green=2, best=3)
    for position, colour in zip(positions.to_numpy().ravel(), colours.to_numpy().ravel(), strict=True):
        assert indicator_colour(position, scale).label == colour
    goals = pd.DataFrame({city: np.array(text.split(), dtype=float) for city, (text, _) in SPANISH_GOALS.items()}).T
    assert overall_index(goals, required=1.0).tolist() == pytest.approx([50.49, 56.66], abs=0.05)
