"""Port Amani (fictional): what its plan rests on. Scores with evidence, lines of the budget, partners and peers."""

from __future__ import annotations

from town_plan import MAY, MAY_NOT, NEED, OFFER, Criterion, Partner, Peer, Score, YearRules

# --- Priorities -------------------------------------------------------------------------------------------------------

PEOPLE, POOREST, URGENCY, EFFECTS, READY = (
    "people reached",
    "poorest districts",
    "urgency",
    "effects on other targets",
    "readiness",
)
CRITERIA = [
    Criterion(PEOPLE, "How many people gain from it by 2030?", "people", 0, 212_400, 100),
    Criterion(
        POOREST, "How many of them live in Saltfield, Millstone or Riverbend?", "% of people reached", 0, 100, 80
    ),
    Criterion(URGENCY, "What is lost if it waits for the plan after this one?", "points", 0, 10, 60),
    Criterion(EFFECTS, "How many targets does it help on the way, less those it works against?", "targets", -3, 3, 40),
    Criterion(READY, "Are land, design, staff and permits at hand?", "points", 0, 10, 30),
]
COMMITTEE = "Committee of the council for the plan, 11 members, 21 January 2026"
STATISTICS = "Statistics office, January 2026"

# Action: people and where the figure comes from; share in the poorest districts and where it comes from; urgency and
# why; readiness and why. Evidence that begins with "Judged:" rests on the judgement of the statistics office. Urgency
# is judged by the committee, readiness by the department of the action.
# fmt: off
SCORES: dict[str, tuple[int, str, str, str, int, str, int, str]] = {
    "A01": (27_550, "Plan, A01: 5,800 homes; 4.75 people in a home", "100", "Plan, A01: both districts are among them",
            9, "Four homes in ten have no piped water", 7, "Design is finished; pipes still have to be bought"),
    "A02": (16_560, "Plan, A02: 3,600 households; 4.6 people in a home", "72.4",
            "Table indicators, 1.2.1, 2025: 43,644 of 60,251 poor people",
            8, "A main in the street is no use to them without it", 8, "Runs since 2023; a list of households exists"),
    "A03": (71_400, "Table districts: people of Old Quay and Market Hill", "0", "Plan, A03: old pipes of the centre",
            6, "One litre in three is lost each day", 9, "Crews and devices are there"),
    "A04": (7_600, "Plan, A04: 1,900 homes; 4 people in a home", "0", "Plan, A04: Market Hill only",
            7, "Open ditches beside two markets", 4, "Design begins in 2026; the street must be closed for months"),
    "A05": (40_356, "Plan, A05: from 71 to 90 % of 212,400 people", "75",
            "Judged: most homes without weekly rounds lie there",
            8, "Waste blocks the drains before each rain", 6, "Six trucks are there; the barge is not ordered"),
    "A06": (212_400, "Plan, A06: one landfill for the whole town", "52.0", "Table districts: 110,400 of 212,400 people",
            8, "The second cell is full in 2027", 7, "The region has approved the third cell"),
    "A07": (5_400, "Judged: about 600 people live near each of nine sites", "89",
            "Judged: eight of the nine sites lie there",
            5, "Two sites have been used again after clearing", 8, "Work is known; new uses are not agreed"),
    "A08": (207, "Plan, A08: 45 people under contract; 4.6 in a home", "80", "Judged: where the three groups live",
            5, "The landfill fills faster with food waste", 7, "The site is there; a third contract is not signed"),
    "A09": (14_000, "Plan, A09: people in an improved area", "100", "Plan, A09: Saltfield only",
            9, "Homes at risk stand on land that floods", 4, "Land was in dispute until 2025"),
    "A10": (5_060, "Plan, A10: 1,100 plots; 4.6 people in a home", "100", "Plan, A10: Riverbend only",
            6, "Each year 200 homes are built without a street", 3, "Land is not bought; 2,500,000 crowns are missing"),
    "A11": (18_400, "Plan, A11: 4,000 households; 4.6 people in a home", "79.7",
            "Table indicators, 11.1.1, 2025: 49,077 of 61,580 people in informal settlements",
            7, "Without papers, families can be sent away", 7, "One surveyor and one lawyer work since 2024"),
    "A12": (212_400, "Plan, A12: a plan for the whole town", "52.0", "Table districts: 110,400 of 212,400 people",
            7, "Land at the edge is built over meanwhile", 6, "Surveys are half done; hearings have no dates"),
    "A13": (172_177, "Table indicators, 11.2.1, 2025: people near a stop or the ferry", "43.8",
            "Table indicators, 11.2.1, 2025: 75,388 of 172,177 people",
            6, "The target for distance is reached; ramps are not", 7, "Contracts with the operators end in 2026"),
    "A14": (10_500, "Judged: 25 schools with about 420 pupils each", "52", "Judged: 13 of the 25 schools lie there",
            9, "Twenty people died in traffic in 2025", 8, "Eight crossings were built in 2023 to 2025"),
    "A15": (44_100, "Table districts: people of Market Hill", "0", "Plan, A15: trucks leave Market Hill",
            4, "Trucks lose time; fewer come since the terminal left", 5, "First part is built; land is not bought"),
    "A16": (1_080, "Judged: twelve rooms with 45 pupils in each of two shifts", "100", "Plan, A16: Saltfield only",
            7, "A class in a shift loses an hour a day", 6, "The land is ours; a permit of the state is due"),
    "A17": (3_600, "Judged: nine schools without clean water, about 400 pupils each", "78",
            "Judged: seven of the nine schools lie there",
            8, "Girls stay away where there is no toilet", 8, "Same work as in 2024"),
    "A18": (1_440, "Plan, A18: 24 schools; judged: 60 pupils each", "58", "Judged: 14 of the 24 schools lie there",
            7, "Four pupils in ten do not reach the minimum", 9, "Runs in twelve schools already"),
    "A19": (900, "Plan, A19: young people placed", "60", "Judged: share of those without work who live there",
            9, "It worsened most of all indicators", 5, "Firms have promised 380 places"),
    "A20": (160, "Plan, A20: children with a place", "100", "Plan, A20: Riverbend and Millstone",
            6, "Mothers of small children find no work", 3, "No building yet"),
    "A21": (40_500, "Table districts: people of Riverbend and Far Point", "95.3",
            "Table districts: 38,600 of 40,500 people",
            8, "A new post stands empty", 5, "The region must agree to fourteen posts"),
    "A22": (1_440, "Judged: 24 beds, one month for each stay, five years", "52",
            "Judged: no figure by district; taken as all residents",
            9, "It closes for two months each year", 9, "House and staff are there"),
    "A23": (2_279, "Plan, A23: 490 homes fewer flooded; 4.65 people in a home", "100",
            "Plan, A23: Millstone and Saltfield",
            10, "The storm of 2024 flooded 640 homes", 6, "Design is finished for 4 of 6.4 km"),
    "A24": (201_780, "Plan, A24: 95 % of 212,400 people", "52.0", "Table districts: 110,400 of 212,400 people",
            9, "The next storm may come in any year", 8, "Three of seven sirens stand"),
    "A25": (60_000, "Judged: people who wait or walk there on a day", "35", "Judged: share of the streets chosen",
            5, "A tree needs ten years to give shade", 8, "The nursery has 2,000 trees"),
    "A26": (12_000, "Judged: users of 39 more buildings", "50", "Judged: about half of the buildings lie there",
            4, "Power becomes dearer each year", 7, "Ten roofs a year were built"),
    "A27": (2_000, "Judged: people who looked at the accounts of 2024", "20", "Judged: few libraries lie there",
            5, "Residents ask for it in every assembly", 8, "Tables exist; nobody may publish them yet"),
    "A28": (0, "Plan, A28: no service changes by the register itself", "0", "Nobody is reached directly",
            7, "Two properties in five pay nothing", 7, "The field survey runs since 2023"),
    "A29": (0, "Plan, A29: no service changes by the front", "0", "Nobody is reached directly",
            3, "Loose plaster is fenced off", 6, "A drawing exists"),
    "A30": (60_000, "Judged: people who would come in a week", "40", "Judged: by the distance to the harbour",
            1, "It can be held smaller, or later", 4, "No programme yet"),
}
# Action: who is left out, and what the cost rests on.
GATES: dict[str, tuple[str, str]] = {
    "A01": ("Far Point, which no main can reach", "Design and price of pipes, 2025"),
    "A02": ("Tenants whose owner does not agree", "Cost of the connections of 2024"),
    "A03": ("Homes without piped water", "Crews and devices, 2025"),
    "A04": ("Homes above the sewer, which would need pumps", "Rough: cost of a metre in 2024"),
    "A05": ("Waste pickers, whose trucks come first", "Offers for trucks, 2025"),
    "A06": ("People who live from what they find on the landfill", "Design of the third cell, 2024"),
    "A07": ("Families who live from the sites", "Cost of clearing in 2024"),
    "A08": ("Waste pickers who belong to no group", "Contracts of 2024"),
    "A09": ("Tenants, if rents rise", "Rough: cost of the paths of 2024"),
    "A10": ("Families who cannot pay a plot even at cost", "Rough: tender of 2024, land not yet bought"),
    "A11": ("Families on land that floods, who get no paper", "Papers issued in 2024"),
    "A12": ("", "Offers of surveyors, 2025"),
    "A13": ("Millstone, where half of the people have no stop", "Contracts of 2024 and offers for shelters"),
    "A14": ("Children who walk along the other roads", "Crossings of 2024"),
    "A15": ("People who walk across the road", "Design of 2024"),
    "A16": ("Pupils of the years in which the rooms are built", "Rooms of 2024"),
    "A17": ("Nurseries, which are not schools", "Work of 2024"),
    "A18": ("Children who left school", "Hours paid in 2024"),
    "A19": ("Young people who cannot read well", "Places of 2024"),
    "A20": ("Saltfield, where no building was found", "Rough: nursery of 2019 with today's prices"),
    "A21": ("People who work when the post is open", "Salary table of the region"),
    "A22": ("Women with sons above twelve, who may not stay", "Grant of 2024 and two more months"),
    "A23": ("Homes along the open ends of the channels", "Design of 2025"),
    "A24": ("Deaf people, until messages reach them", "Sirens of 2024"),
    "A25": ("Streets too narrow for a tree", "Trees of 2024"),
    "A26": ("Homes: only public buildings are meant", "Roofs of 2024"),
    "A27": ("People who do not read", "Working hours of the statistics office"),
    "A28": ("Owners without a paper of tenure", "Field survey of 2024"),
    "A29": ("People who never come to the town hall", "Rough: drawing of 2022"),
    "A30": ("Far Point, if no ferry runs at night", "Rough: nobody has asked for offers"),
}
# fmt: on


def scores(effects: dict[str, Score], department: dict[str, str]) -> dict[str, dict[str, Score]]:
    """Return all scores by action and criterion; what an action does to other targets follows from its links."""

    def reached(value: str, evidence: str) -> Score:
        judged = evidence.startswith("Judged:") or "; judged:" in evidence
        return Score(value, evidence, STATISTICS if judged else "")

    return {
        code: {
            PEOPLE: reached(str(people), people_evidence),
            POOREST: reached(share, share_evidence),
            URGENCY: Score(str(urgency), why_urgent, COMMITTEE),
            EFFECTS: effects.get(code, Score("0", "Table alignment: no link")),
            READY: Score(str(ready), why_ready, f"{department[code]}, January 2026"),
        }
        for code, (
            people,
            people_evidence,
            share,
            share_evidence,
            urgency,
            why_urgent,
            ready,
            why_ready,
        ) in SCORES.items()
    }


# --- Money ------------------------------------------------------------------------------------------------------------

# Title of a line of the budget: the action that goes on with it.
ACTION_OF_LINE = {
    "Water mains in Saltfield and Riverbend": "A01",
    "Home connections for poor households": "A02",
    "Search for leaks and repair": "A03",
    "Sewer in Market Hill": "A04",
    "New collection trucks": "A05",
    "Landfill: lining of the third cell": "A06",
    "Clearing of illegal dump sites": "A07",
    "Contracts with groups of waste pickers": "A08",
    "Composting site at the central market": "A08",
    "Saltfield: paths, drains and lights in the informal area": "A09",
    "Riverbend: serviced plots": "A10",
    "Riverbend: advance paid back by the contractor": "A10",
    "Legal advice on tenure": "A11",
    "Land-use plan: surveys and hearings": "A12",
    "Bus stops and shelters with ramps": "A13",
    "Crossings and speed humps at schools": "A14",
    "Harbour Road: design and first part": "A15",
    "Classrooms in Saltfield": "A16",
    "Water and toilets in schools": "A17",
    "Reading support after school": "A18",
    "Training places for young people": "A19",
    "Wage grants for first jobs": "A19",
    "Health post in Riverbend": "A21",
    "Shelter for women and children": "A22",
    "Drains and storm channels": "A23",
    "Flood warning: sirens and messages": "A24",
    "Drills with schools and districts": "A24",
    "Street trees": "A25",
    "Solar roofs on public buildings": "A26",
    "Publishing of decisions, budget and accounts": "A27",
    "Property register: field survey": "A28",
    "Payment by phone: counters and software": "A28",
}
WHOLE = "Not tagged: serves the whole municipality"
OTHER_YEARS = {
    2023: YearRules(
        {"staff": 0.96, "goods and services": 0.97, "transfers": 0.97, "capital": 0.98},
        frozenset(
            {
                "New collection trucks",
                "Fire engine",
                "Shore walk in Lighthouse",
                "Emergency stores: tents, water and fuel",
            }
        ),
        added=[
            (
                "Town Secretariat",
                "Running the municipality",
                "goods and services",
                "Archive moved to a dry room",
                118_000,
                WHOLE,
            ),
        ],
    ),
    2025: YearRules(
        {"staff": 1.03, "goods and services": 1.03, "transfers": 1.03, "capital": 1.01},
        frozenset({"Fire engine", "Cold store at the fish landing place", "Health post in Riverbend"}),
        added=[
            ("Town Secretariat", "Running the municipality", "capital", "Town hall: lift", 240_000, WHOLE),
        ],
        refunds=[
            (
                "Planning and Housing",
                "Housing and water",
                "capital",
                "Riverbend: advance paid back by the contractor",
                12_400_000,
                "Not tagged: a refund. The contractor who withdrew in 2024 paid the advance back",
            )
        ],
    ),
}

# --- Partners ---------------------------------------------------------------------------------------------------------

LAW = "Municipal Act of the state (fictional)"
# fmt: off
PARTNERS: list[Partner] = [
    ("Council of Port Amani", "municipality", "45 elected members; votes on plan, budget, bylaws and fees", LAW, [
        (MAY, "decides", "11.3", "Adopts the land-use plan"),
        (MAY, "decides", "17.1", "Sets municipal taxes and fees within the limits of the law"),
        (MAY, "decides", "16.6", "Approves the budget and the accounts"),
        (MAY_NOT, "decides", "3.8", "Cannot create posts of nurses: the region does"),
    ]),
    ("Planning and Housing", "municipality", "Department for land use, permits and informal areas", LAW, [
        (MAY, "decides", "11.1", "Plans and carries out the improvement of informal areas"),
        (MAY, "carries out", "11.3", "Prepares the land-use plan and grants building permits"),
        (MAY_NOT, "decides", "1.4", "Cannot issue a title: it prepares papers, the land office of the state signs"),
    ]),
    ("Roads and Transport", "municipality", "Department for roads, buses, the ferry and road safety", LAW, [
        (MAY, "decides", "9.1", "Builds and repairs the roads of the town"),
        (MAY, "decides", "11.2", "Gives contracts to bus operators and for the ferry"),
        (MAY, "decides", "3.6", "Sets speed limits and crossings on town roads"),
    ]),
    ("Town Secretariat", "municipality", "Department for the council, the registry, statistics and audit", LAW, [
        (MAY, "decides", "16.10", "Decides what is published, and by when"),
        (MAY, "decides", "16.9", "Registers births and runs rounds in the districts"),
        (MAY, "carries out", "17.18", "Collects and checks the figures of the plan"),
        (MAY_NOT, "decides", "17.18", "Cannot change the questions of a census: the state does"),
    ]),
    ("Finance and Revenue", "municipality", "Department for budget, accounts, taxes and purchasing", LAW, [
        (MAY, "carries out", "17.1", "Keeps the property register and sends the bills"),
        (MAY, "decides", "12.7", "Sets the rules of purchasing"),
        (MAY_NOT, "decides", "17.1", "Cannot change the rate of a tax: the council does"),
    ]),
    ("Water and Drainage", "municipality",
     "Department for drains and channels, and for the contract with the company", LAW, [
        (MAY, "decides", "11.5", "Plans and builds drains and storm channels"),
        (MAY, "pays", "6.1", "Pays for the connections of poor households"),
        (MAY_NOT, "carries out", "6.1", "Does not lay mains: by law this is the task of the company"),
    ]),
    ("Health and Social Services", "municipality", "Department for health posts, social work and the shelter", LAW, [
        (MAY, "carries out", "3.8", "Runs the health posts with the posts that the region gives"),
        (MAY, "decides", "5.2", "Opens and pays for the shelter"),
        (MAY_NOT, "carries out", "16.3", "Cannot act in court for a woman: a lawyer does"),
    ]),
    ("Schools and Early Years", "municipality", "Department for school buildings, meals and nurseries", LAW, [
        (MAY, "decides", "4.a", "Builds school rooms and toilets, with a permit of the state"),
        (MAY, "decides", "4.2", "Runs nurseries and pays for places in those of associations"),
        (MAY_NOT, "decides", "4.1", "Cannot employ teachers: the ministry does"),
    ]),
    ("Economy, Harbour and Markets", "municipality", "Department for markets, licences and first jobs", LAW, [
        (MAY, "decides", "8.9", "Gives licences for tourism by the bylaw of the town"),
        (MAY, "carries out", "8.6", "Finds firms for first jobs"),
        (MAY_NOT, "decides", "8.6", "Cannot set the rules of training places: the labour office does"),
    ]),
    ("Culture, Parks and Sport", "municipality", "Department for parks, trees, the library and listed buildings", LAW, [
        (MAY, "decides", "11.7", "Plants and looks after trees on town land"),
        (MAY_NOT, "decides", "11.4", "Cannot take a building off the list: the state does"),
    ]),
    ("Safety and Emergency", "municipality", "Fire service, town wardens and the emergency plan", LAW, [
        (MAY, "decides", "13.1", "Writes the emergency plan and gives the warning"),
        (MAY, "decides", "11.b", "Calls the emergency committee together"),
        (MAY_NOT, "decides", "16.1", "Cannot arrest anybody: the police of the state does"),
    ]),
    ("Municipal water company", "municipality", "Company of the town for drinking water and sewers",
     "Water Act of the state and service contract of 2022 (fictional)", [
        (MAY, "decides", "6.1", "Lays mains, connects homes and repairs leaks"),
        (MAY, "decides", "6.2", "Runs the sewers"),
        (MAY_NOT, "decides", "6.4", "Cannot take more water from the river: the region gives the permit"),
    ]),
    ("Waste and Environment", "municipality", "Department for waste, the landfill, inspection and energy", LAW, [
        (MAY, "decides", "11.6", "Plans the rounds and gives contracts for collection"),
        (MAY, "decides", "12.5", "Gives the contracts for the composting site"),
        (MAY, "decides", "12.4", "Runs the store for hazardous waste"),
        (MAY, "decides", "7.2", "Puts solar roofs on buildings of the town"),
        (MAY_NOT, "decides", "13.2", "Cannot set the price at which solar power is bought: the state does"),
    ]),
    ("Government of the region", "region", "Health posts, permits, land above the town, housing programme",
     "Regions Act of the state (fictional)", [
        (MAY, "decides", "3.8", "Creates posts for health staff and pays two thirds of them"),
        (MAY, "decides", "6.4", "Gives permits to take water"),
        (MAY, "decides", "6.3", "Runs the treatment plant for three towns"),
        (MAY, "advises", "11.6", "Inspects the landfill and publishes what it finds"),
        (MAY_NOT, "decides", "11.3", "Cannot change the land-use plan; it may object within 60 days"),
    ]),
    ("Ministry of education", "state", "Teachers, tests, school grant", "Education Act of the state (fictional)", [
        (MAY, "decides", "4.1", "Employs teachers and sets the reading test"),
        (MAY, "pays", "4.a", "Pays a grant for school buildings"),
        (MAY_NOT, "carries out", "4.a", "Does not build: the town builds and looks after school buildings"),
    ]),
    ("Labour office of the state", "state", "Jobs, training grants, labour inspection",
     "Labour Act of the state (fictional)", [
        (MAY, "decides", "8.6", "Sets the rules of training places and pays half of a first wage"),
        (MAY, "carries out", "4.4", "Recognises certificates of training"),
    ]),
    ("Land office of the state", "state", "Titles and papers of tenure", "Land Act of the state (fictional)", [
        (MAY, "decides", "1.4", "Signs titles and papers of tenure"),
        (MAY_NOT, "decides", "11.3", "Cannot say what is built on a plot: the council does"),
    ]),
    ("Road fund", "state", "Fund from the fuel tax", "Road Fund Act of the state (fictional)", [
        (MAY, "pays", "9.1", "Pays for roads that carry goods"),
        (MAY_NOT, "pays", "11.2", "Cannot pay for the running of buses"),
    ]),
    ("Office for the national review", "state", "Contact for the Voluntary National Review in the ministry of planning",
     "Decision of the government, 2019 (fictional)", [
        (MAY, "advises", "17.14", "Tells municipalities what the national review needs, and by when"),
        (MAY_NOT, "decides", "16.6", "Cannot approve a local review: the council does"),
    ]),
    ("Association of municipalities", "association",
     "48 towns of the country; training, peer visits, one voice to the state",
     "Statutes of 1998 (fictional)", [
        (MAY, "advises", "17.17", "Brings towns together and keeps the list of offers and needs"),
        (MAY, "carries out", "17.18", "Trains statistics staff of its members"),
        (MAY_NOT, "decides", "17.1", "Cannot bind its members"),
    ]),
    ("Three groups of waste pickers", "civil society", "210 members, 84 of them women",
     "Contracts with the town, 2023 (fictional)", [
        (MAY, "carries out", "12.5", "Sort and compost market waste under contract"),
        (MAY, "advises", "11.6", "Say which lanes the trucks do not reach"),
        (MAY_NOT, "carries out", "12.4", "May not handle hazardous waste"),
    ]),
    ("Residents' committee of Saltfield", "civil society", "Fifteen people, elected in the district assembly",
     "Bylaw on district assemblies, 2021 (fictional)", [
        (MAY, "advises", "11.1", "Is heard before each section of the works"),
        (MAY, "carries out", "13.1", "Its volunteers knock on doors when a flood is near"),
        (MAY_NOT, "decides", "11.1", "Cannot give homes or plots to anybody"),
    ]),
    ("Harbour company", "private", "Runs the port; pays harbour dues", "Concession of the state, 2016 (fictional)", [
        (MAY, "carries out", "4.4", "Trains young people in its workshops"),
        (MAY, "pays", "8.6", "Pays half of a first wage in its own firm"),
        (MAY_NOT, "decides", "9.1", "Cannot decide on Harbour Road, although it uses it most"),
    ]),
    ("Bus operators", "private", "Eleven firms with 94 buses", "Contracts with the town, 2021 to 2026 (fictional)", [
        (MAY, "carries out", "11.2", "Run the lines for a price by kilometre"),
        (MAY_NOT, "decides", "11.2", "Cannot set fares or leave out stops"),
    ]),
    ("Development bank of the state", "state", "Loans to municipalities", "Banking Act of the state (fictional)", [
        (MAY, "pays", "11.5", "Lends for storm channels, up to twelve million crowns in this plan"),
        (MAY_NOT, "pays", "16.6", "Cannot lend for salaries or running costs"),
    ]),
]

# --- Peers ------------------------------------------------------------------------------------------------------------

PEERS: list[Peer] = [
    ("Port Amani", "Port town on the coast", 212_400, "en sw", [
        (OFFER, "11.2", "en", "Bus stops near homes, planned with residents: four in five people have one", "", 2),
        (OFFER, "12.5", "en", "Contracts with groups of waste pickers for composting market waste", "", 1),
        (NEED, "6.4", "en", "Finding leaks in old pipes with small crews at night", "", 1),
        (NEED, "11.1", "en", "Improving an informal area without moving families", "", 1),
        (NEED, "8.6", "sw", "Ajira za kwanza kwa vijana pamoja na makampuni",
         "First jobs for young people together with firms", 1),
    ]),
    ("Reedwater", "Market town inland, on two rivers", 88_300, "en", [
        (OFFER, "6.4", "en", "Night crews that find leaks in pipes, with a logbook of each street", "", 1),
        (OFFER, "11.5", "en", "Warning families before a flood with volunteers in each street", "", 2),
        (OFFER, "11.1", "en", "Papers of tenure for families in an informal area", "", 1),
        (NEED, "11.6", "en", "Weekly waste collection in narrow lanes", "", 1),
        (NEED, "11.1", "en", "Taps, lamps and paths where homes were built without a permit", "", 1),
        (NEED, "17.1", "en", "Completing a property register with field teams", "", 1),
    ]),
    ("Vila da Duna", "Fishing town behind dunes", 54_700, "pt en", [
        (OFFER, "14.1", "pt", "Grades e redes que seguram o lixo antes do mar",
         "Grids and nets that hold waste back before the sea", 2),
        (OFFER, "11.1", "en", "Improving homes and paths in an informal area where families stay", "", 1),
        (NEED, "11.2", "en", "Planning bus stops near homes for a small town", "", 1),
        (NEED, "4.1", "pt", "Apoio à leitura depois da escola", "Reading support after school", 1),
    ]),
    ("Kilima Juu", "Hill town with tea and schools", 131_900, "sw en", [
        (OFFER, "8.6", "sw", "Ajira za kwanza kwa vijana: mkataba kati ya mji na makampuni",
         "First jobs for young people: an agreement between the town and firms", 1),
        (OFFER, "4.1", "en", "Reading groups after school led by older pupils", "", 3),
        (NEED, "13.1", "en", "Warning every family before heavy rain", "", 1),
        (NEED, "12.5", "en", "Composting market waste", "", 1),
    ]),
]

# What the other towns report for four indicators of Port Amani, in per cent, 2025.
PEER_INDICATORS = ("4.1.1", "6.1.1", "11.2.1", "11.6.1")
PEER_VALUES = {
    "Reedwater": ("66.8", "74.0", "58.2", "41.5"),
    "Vila da Duna": ("48.4", "52.6", "63.5", "77.9"),
    "Kilima Juu": ("78.7", "66.1", "47.3", "55.0"),
}

# --- What could not be measured ---------------------------------------------------------------------------------------

# Indicator, target, name, status, reason, what is said until then, plan, owner, date.
MISSING = [
    ("6.3.1", "6.3", "Share of waste water that is safely treated", "missing",
     "The treatment plant belongs to the region and serves three towns: what flows in is measured for all of them "
     "together. Nobody writes down where latrines and septic tanks are emptied",
     "The homes joined to the sewer are counted. This is not the indicator, and no value is estimated from it",
     "A meter where our sewer meets the plant, and a log for each truck that empties tanks",
     "Water and Drainage, with the statistics office", "2027-06-30"),
]
# fmt: on
