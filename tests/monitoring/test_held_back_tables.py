"""Published tables that had no part in writing the methods, with what was published or counted of them by hand."""

from io import StringIO

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from localsdg.monitoring import (
    audit_suppression,
    disaggregate,
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
