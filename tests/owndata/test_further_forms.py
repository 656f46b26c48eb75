"""Small rewritten tables, each after a form in which offices of eleven countries published one: what it is read as.

The page reads each as Python does.
"""

import pytest

from localsdg.owndata import check_data

from . import page_reader

TABLES = {
    "codes above what they mean": (
        "Households,,,,\nREG,uu,nom,MEN,PCO\nRegion code,Code of town,Name of the zone,Number of homes,People there\n"
        "91,34701,Le Cres,630,1500\n91,34701,Grabels,560,1410\n91,34701,Lattes,710,1620\n",
        "columns",
        ["3 places in column “Name of the zone”", "2 indicators in columns (Number of homes, People there)"],
    ),
    "codes that are called by a word for code": (
        "Codi_Districte,Nom_Districte,Codi_Barri,Barri,Preu 2020\n1,Ciutat Vella,1,el Raval,589.5\n"
        "1,Ciutat Vella,2,el Gotic,712.7\n2,Eixample,5,el Fort Pienc,640.2\n2,Eixample,6,la Sagrera,655.1\n",
        "columns",
        ["4 places in column “Barri”", "1 indicator in columns (Preu)"],
    ),
    "accounts of a budget are no places and no figures": (
        "Exercice;D_R;Nature;Libelle fonction;BP\n2013;R;7788;Sports;200,00\n2013;D;60612;Sports;1063,50\n"
        "2013;D;60612;Culture;850,25\n2013;R;7788;Culture;12,00\n",
        "columns",
        ["4 rows", "1 indicator in columns (BP)", "split by D_R, Libelle fonction", "2013"],
    ),
    "headings with the types of a dBase file": (
        '"NOM,C,254","PHJM,N,19,8","ANNEE,N,19,8"\nRue A,50,2010\nRue B,48,2010\nRue A,53,2011\nRue B,49,2011\n',
        "columns",
        ["2 places in column “NOM,C,254”", "1 indicator in columns (PHJM)", "2010 to 2011"],
    ),
    "regional units in a column called unit": (
        "county,unit,deaths 2020\n" + "".join(f"County {n // 2},Isle {n},{40 + n}\n" for n in range(12)),
        "columns",
        ["12 names in column “unit”", "1 indicator in columns (deaths)"],
    ),
    "years of two calendars": (
        "Year AD,Year BS,Population\n1960,2017,9544938\n1961,2018,9710150\n1962,2019,9881783\n1963,2020,10057945\n",
        "columns",
        ["4 rows", "1 indicator in columns (Population)", "1960 to 1963"],
    ),
    "numbers of places beside their names": (
        "Bezirk;Bezeichnung;Schulen 2015\n1;Innenstadt;12\n2;Rodenkirchen;9\n3;Lindenthal;14\n",
        "columns",
        ["3 names in column “Bezeichnung”", "1 indicator in columns (Schulen)"],
    ),
    "names and codes in the way of the United Kingdom": (
        "lad19cd,lad19nm,average_score,year\nE06000001,Hartlepool,35.1,2019\nE06000002,Middlesbrough,40.5,2019\n",
        "columns",
        ["2 places in column “lad19nm”", "1 indicator in columns (average_score)"],
    ),
    "a long table whose areas have a name of their own": (
        "area_name,period,indicator,unit,value\nBolton,1981-04-05,Density,people per km2,1861.5\n"
        "Bury,1981-04-05,Density,people per km2,1764.2\nBolton,1991-04-21,Density,people per km2,1849.8\n",
        "tidy",
        ["2 places in column “area_name”", "1 indicator in rows", "1981 to 1991"],
    ),
    "years with a sign in a column with another name": (
        "表章項目,地域_時系列,時間軸(調査年),unit,value\n人口,北海道,1920年,人,2359183\n人口,北海道,1925年,人,2498679\n"
        "人口,青森県,1920年,人,756454\n人口,青森県,1925年,人,812977\n",
        "Open SDG",
        ["2 places in column “地域_時系列”", "1920 to 1925"],
    ),
    "days with dashes": (
        "data,concelho,confirmados\n11-11-2020,Abrantes,142\n11-11-2020,Aveiro,206\n12-11-2021,Abrantes,144\n"
        "12-11-2021,Aveiro,210\n",
        "columns",
        ["2 places in column “concelho”", "1 indicator in columns (confirmados)", "2020 to 2021"],
    ),
    "a period that is no year": (
        "Period,Type,Dec 04,Mar 05\nQuarterly,Food,0.6,-0.4\nQuarterly,Drink,0.3,1.1\nAnnual,Food,1.6,0.4\n",
        "columns",
        ["split by Period, Type", "no year is said"],
    ),
    "a title and a unit above two rows of a heading, and a column of years without a name": (
        "Estimates,,,,(1000 people)\nera,,middle,,high\n,,low deaths,high deaths,low deaths\n"
        "H27,2015,127094.7,127094.7,127094.7\nH28,2016,126837.7,126863.8,126812.5\nH29,2017,126532.4,126605.2,126454.0\n"
        "H30,2018,126177.0,126315.5,126042.0\n",
        "columns",
        ["3 indicators in columns (middle low deaths, middle high deaths, high low deaths)", "2015 to 2018"],
    ),
    "one year over groups of columns that differ in size": (
        "District,People 2013,,,Homes 2013,\nDistrict,all,women,men,all,empty\nNorth,1675,800,875,910,12\n"
        "South,1914,990,924,870,9\nEast,1201,600,601,640,4\n",
        "columns",
        ["3 places in column “District”", "5 indicators in columns (People all, People women", "2013"],
    ),
    "a title of the first rows below the heading": (
        "Age,People,,,Share,\nAge,all,men,women,men,women\n(1) block,,,,,\n0 to 4,5006.2,2560.7,2445.5,2.01,1.92\n"
        "5 to 9,5319.2,2724.8,2594.4,2.14,2.04\n10 to 14,5619.7,2875.9,2743.8,2.26,2.16\n",
        "columns",
        ["5 indicators in columns (People all, People men, People women, Share men ...)"],
    ),
    "a word that begins like one for the total": (
        "vorlage,jahr,stimmen\nTotalrevision,1872,284761\nSchulgesetz,1872,271022\n",
        "columns",
        ["2 names in column “vorlage”;"],
    ),
    "few small counts are figures, though two rows share a name": (
        "Stadtgebiet,Schulen 2013,People 2013\n"
        + "".join(f"Quarter {n},{n % 4},{900 + 7 * n}\n" for n in range(40))
        + "Quarter 3,2,955\nQuarter 4,3,977\n",
        "columns",
        ["40 places in column “Stadtgebiet”", "2 indicators in columns (Schulen, People)"],
    ),
    "a first row with a large number is data": (
        "Adana-1|2270298.0|\nAfyon-3|751344.0|\nBolu-14|324789.0|\nBursa-16|3214571.0|\n",
        "unknown",
        ["Not understood"],
    ),
    "years of censuses, beside a province and its parts": (
        "Año del censo;Provincia;Partido;Viviendas totales\n2018;Norte;Azul;554\n2018;Norte;Bolívar;286\n"
        "1988;Norte;Azul;612\n1988;Norte;Bolívar;301\n",
        "columns",
        ["2 names in column “Partido”", "1 indicator in columns (Viviendas totales)", "1988 to 2018"],
    ),
    "many towns in few regions, both named in the plural of another language": (
        "Города и пгт;1989 г.;2002 г.;2021 г.;Регионы\n"
        + "".join(f"г. Город{n};{9000 + n};{8000 + n};{7000 + n};Область {n // 6}\n" for n in range(12)),
        "wide",
        ["12 places in column “Города и пгт”", "1989 to 2021 in columns"],
    ),
    "districts named as the city names them": (
        "stadsdeel,2013,2014\nCentrum,85618,86099\nZuid,137901,139523\nOost,99000,99500\n",
        "wide",
        ["3 places in column “stadsdeel”", "2013 to 2014 in columns"],
    ),
    "many people of one country, in numbers that all begin alike": (
        "Año,Ocupados,Inactivos,Población total\n"
        + "".join(f"{2004 + n},{18029600 + 3100 * n},{15670800 - 900 * n},{46500100 + 7 * n}\n" for n in range(12)),
        "columns",
        ["12 rows", "3 indicators in columns (Ocupados, Inactivos, Población total)", "2004 to 2015"],
    ),
    "numbers of accounts are no figures": (
        "Profitcenter,Sachkonto,costs,Planjahr\n"
        + "".join(f"{151000601 + n // 8},{501100 + n % 8},{350 + 17 * n},2020\n" for n in range(40)),
        "columns",
        ["40 rows", "1 indicator in columns (costs)", "split by Profitcenter, Sachkonto", "2020"],
    ),
    "numbers of clinics in their order are places": (
        "fecha,cs,tarjetas,casos\n" + "".join(f"2020-03-01,{170101 + n},{7598 + 61 * n},{n % 3}\n" for n in range(40)),
        "columns",
        ["40 names in column “cs”", "2 indicators in columns (tarjetas, casos)", "2020"],
    ),
    "sums that grow day by day are figures": (
        "date,total,new\n"
        + "".join(f"2020-{4 + n // 28:02}-{1 + n % 28:02},{1300 + 9 * n},{n % 7}\n" for n in range(40)),
        "columns",
        ["2 indicators in columns (total, new)", "2020"],
    ),
    "days of a change are no places": (
        "Tag,Beteiligung_Prozent,Aktualisierung\n2021-06-13,47.0,2021-06-12\n2021-09-26,12.6,2021-09-08\n"
        "2021-09-26,16.1,2021-09-09\n2022-02-13,44.2,2022-02-12\n",
        "columns",
        ["1 indicator in columns (Beteiligung_Prozent)", "split by Aktualisierung", "2021 to 2022"],
    ),
    "weeks are no places": (
        "Leto;Teden;Hosp\n2021;09;222\n2021;10;169\n2021;11;171\n2021;12;180\n",
        "columns",
        ["4 rows", "1 indicator in columns (Hosp)", "2021"],
    ),
    "the year of another calendar before ours": (
        "District,Year (BS),Year (AD),Indicator,Value\nAchham,2068/69,2011/12,Vaccine,48800\n"
        "Bajura,2068/69,2011/12,Vaccine,24870\nAchham,2069/70,2012/13,Vaccine,51020\n",
        "tidy",
        ["2 places in column “District”", "split by Year (BS)", "2011 to 2012"],
    ),
    "budget years of our calendar in words": (
        "Fiscal Year AD,Product,Sale in KL\n 2014/2015 AD,Petrol,283567\n2014/2015 AD,Diesel,901393\n"
        "2013/2014 AD,Petrol,251451\n2013/2014 AD,Diesel,811100\n",
        "columns",
        ["1 indicator in columns (Sale in KL)", "split by Product", "2013 to 2014"],
    ),
    "budget years of two digits": (
        "budget_year,department,amount\nFY18-19,Police,20000.0\nFY18-19,Library,48900.0\nFY19-20,Police,21000.0\n"
        "FY19-20,Library,47100.0\nFY98-99,Police,9000.0\n",
        "columns",
        ["1 indicator in columns (amount)", "split by department", "1998 to 2019"],
    ),
    "first rows with hardly a figure": (
        "jahr,altstadt,paradies,staad,egg,wald\n1951,,,,,\n1952,20696.0,,,,\n"
        + "".join(f"{1953 + n},{20800 + 40 * n},{1511 + n},{975 + n},{230 + n},{77 + n}\n" for n in range(30)),
        "columns",
        ["32 rows", "5 indicators in columns (altstadt, paradies, staad, egg ...)", "1951 to 1982"],
    ),
    "first rows of a country without a figure": (
        "Entity,Year,Primary ratio,Secondary ratio,Tertiary ratio\n"
        + "".join(f"Albania,{1820 + 5 * n},,,\n" for n in range(6))
        + "".join(f"Algeria,{1820 + 5 * n},{n + 0.5},{n + 0.25},0.1\n" for n in range(30)),
        "columns",
        ["2 places in column “Entity”", "3 indicators in columns (Primary ratio, Secondary ratio, Tertiary ratio)"],
    ),
    "a list of offices has no figures": (
        "EJERCICIO;CENTRO GESTOR;DESCRIPCION\n2009;01;Cortes\n2009;0100;Ingresos de las Cortes\n2009;0101;Mesa\n",
        "unknown",
        ["no figure was checked"],
    ),
    "a column called unit with numbers of areas": (
        "District,Measure,Unit,Number\n"
        + "".join(f"Achham,Poor,{69130 + n},{900.5 + n}\nBajura,Poor,{69230 + n},{800.5 + n}\n" for n in range(3)),
        "columns",
        ["2 places in column “District”", "1 indicator in columns (Number)", "split by Unit"],
    ),
    "numbers of regions beside their names, and numbers of towns": (
        "cut_region,region,cut_comuna,comuna,year,people\n"
        + "".join(
            f"{n % 4 + 1},Region {n % 4 + 1},{1100 + n % 8},Town {n % 8},{2020 + n // 8},{900 + 7 * n}\n"
            for n in range(24)
        ),
        "columns",
        ["8 places in column “comuna”", "(people)", "name things: cut_region, cut_comuna"],
    ),
    "numbers of departments that the first rows do not show": (
        "BUDGET FISCAL YEAR,DEPARTMENT,DEPARTMENT NAME,FUND NAME,SPENT\n"
        + "".join(
            f"{2018 + n % 3},{2 + 2 * (n // 210)},Office {n // 210},Fund {n // 3 % 70},{n}.25\n" for n in range(840)
        ),
        "columns",
        ["840 rows", "1 indicator in columns (SPENT)", "2018 to 2020"],
    ),
    "codes written as large numbers, and chapters": (
        "year,CODE_IMPUTATION,chapter,region,MONTANT\n"
        + "".join(f"2011,1.5{n}E+11,{15 + n % 2},Region {n},{2500 + n}\n" for n in range(6)),
        "columns",
        ["6 places in column “region”", "1 indicator in columns (MONTANT)", "name things: CODE_IMPUTATION, chapter"],
    ),
    "codes with a point and zeros before it": (
        "account_id,area,amount\n" + "".join(f"0000.11{n}8,Part {n},{n + 1}00.5\n" for n in range(4)),
        "columns",
        ["1 indicator in columns (amount)", "name things: account_id"],
    ),
    "polling stations are counted anew in each town": (
        "Town,Station,Voters\n" + "".join(f"Town {n // 6},{n % 6 + 1},{300 + 11 * n}\n" for n in range(24)),
        "columns",
        ["4 places in column “Town”", "1 indicator in columns (Voters)", "split by Station"],
    ),
    "a day as one number beside the day": (
        "date,YYYYMMDD,deaths\n23-06-2020,20200623,1303\n30-06-2020,20200630,2105\n07-07-2020,20200707,3299\n",
        "columns",
        ["3 rows", "1 indicator in columns (deaths)", "2020", "name things: YYYYMMDD"],
    ),
    "No. of clinics are figures": (
        "District,No. Public clinics,No. Private Clinics\nNorth,12,3\nSouth,9,4\nEast,15,0\n",
        "columns",
        ["3 places in column “District”", "2 indicators in columns (No. Public clinics, No. Private Clinics)"],
    ),
    "the name of a project is no place": (
        "Project_Name,Spent 2020,Spent 2021\nNew roof,120,130.5\nLibrary lift,99,12\nPlayground,45,0\n",
        "columns",
        ["3 names in column “Project_Name”"],
    ),
    "budget years in headings": (
        "Department,FY 2015-16,FY 2016-17\nPolice,120.5,130.5\nLibrary,99,12\nParks,45,50\n",
        "columns",
        ["in column “Department”", "2015 to 2016", "the year in which it begins"],
    ),
    "budget years of two digits in headings": (
        "Department,FY22 Actual,FY23 Actual,FY24 Budget\nPolice,120.5,130.5,140\nLibrary,99,12,15\nParks,45,50,51\n",
        "columns",
        ["2 indicators in columns (Actual, Budget)", "2022 to 2024", "the year in which it begins"],
    ),
    "a month and two digits name no year": (
        "District,Dec 04,Dec 05\nNorth,120,130\nSouth,99,12\nEast,45,50\n",
        "columns",
        ["2 indicators in columns (Dec 04, Dec 05)", "no year is said"],
    ),
    "dollars of a year are no time": (
        "County,Product of chained (2017) dollars 2020,Product of chained (2017) dollars 2021\nA,120,130\nB,99,12\n",
        "columns",
        ["1 indicator in columns (Product of chained (2017) dollars)", "2020 to 2021"],
    ),
    "a column whose first figures stand far below": (
        "District,People,Clinics\n" + "".join(f"D{n},{5000 + 3 * n},{n % 9 if n > 220 else ''}\n" for n in range(260)),
        "columns",
        ["260 places in column “District”", "2 indicators in columns (People, Clinics)"],
    ),
    "a heading with first rows that have one figure each": (
        "date,Cases,North,South\n"
        + "".join(f"2020-04-{n + 10},{446 + n},,\n" for n in range(6))
        + "".join(f"2020-05-{n + 10},{546 + n},{200 + n},{346}\n" for n in range(12)),
        "columns",
        ["18 rows", "3 indicators in columns (Cases, North, South)", "2020"],
    ),
    "a row that numbers the columns": (
        "Land,Gemeinde,Einwohner,Haushalte\n1,2,3,4\nHessen,Bad Orb,9800,4900\nHessen,Jossgrund,3500,1700\n"
        "Bayern,Alzenau,18000,9000\n",
        "columns",
        ["3 places in column “Gemeinde”", "2 indicators in columns (Einwohner, Haushalte)"],
    ),
    "numbers above a heading": (
        ',"45,858","3,478",87\n,Men,Women,Others\nNorth,"1,200","1,300",4\nSouth,990,"1,012",5\nEast,450,500,6\n',
        "columns",
        ["3 names in column", "3 indicators in columns (Men, Women, Others)"],
    ),
    "a word for year among the data": (
        "id,amount,financial_year,period_length\n378,252758618,2018,year\n379,7437051280,2018,year\n380,45,2019,year\n",
        "columns",
        ["1 indicator in columns (amount)", "2018 to 2019"],
    ),
    "two tables below each other": (
        "Age,Male,Female,Total\n0-4,120,130,250\n5-9,210,190,400\n10-14,95,105,200\n"
        ",Eastern Cape,Free State,Gauteng\n0-4,40,60,80\n5-9,50,55,60\n",
        "unknown",
        ["another table with other headings begins in row 5"],
    ),
    "two tables beside each other": (
        "Sex,Age,2019,2020,,Sex,Age,2019,2020\nM,0-4,120,130,,M,0-4,12,13\nF,0-4,210,190,,F,0-4,21,19\n",
        "unknown",
        ["no figure was checked"],
    ),
    "names of rows without a heading beside years": (
        ",2018,2019\nMayor,120,130\nPolice,210,190\nLibrary,95,105\n",
        "wide",
        ["split by Column A", "2018 to 2019 in columns"],
    ),
    "a table turned on its side": (
        "Indicador,Homes,Rooms\n2010,120,130\n2011,210,190\n2012,95,105\n2013,99,101\n",
        "columns",
        ["2 indicators in columns (Homes, Rooms)", "2010 to 2013"],
    ),
    "days of months beside the month": (
        "year,month,date,place,cases\n"
        + "".join(f"2020,{n // 20 + 1},{n // 2 % 10 + 1},{'NS'[n % 2]},{40 + n}\n" for n in range(40)),
        "columns",
        ["1 indicator in columns (cases)", "split by month, date"],
    ),
    "days in the way of Japan": (
        "日付,重症者数\n2020/2/5,10\n2020/2/6,12\n2020/2/7,15\n2021/2/7,16\n",
        "columns",
        ["4 rows", "1 indicator in columns (重症者数)", "2020 to 2021"],
    ),
    "quarters in words": (
        "Trimestre Movil,Region,Tasa\n2010 ene-mar,Norte,57.6\n2010 feb-abr,Norte,57.9\n2011 ene-mar,Norte,58.2\n",
        "columns",
        ["1 place in column “Region”", "1 indicator in columns (Tasa)", "2010 to 2011"],
    ),
    "one year in a heading, beside names with their codes": (
        '"region","2017"\n"01 Nord",44605\n"02 Sor",33175\n"03 Vest",44130\n',
        "wide",
        ["3 places in column “region”", "2017 in columns"],
    ),
    "one year in a heading, beside codes in a column of their own": (
        "code;Kommune;2019\n0101;Halden;30544\n0104;Moss;32182\n0105;Sarp;54678\n",
        "wide",
        ["3 places in column “Kommune”", "2019 in columns"],
    ),
    "the corner of a table of years": (
        "Année,1990,1991,1992\nNord-Bocage,118.5,122.4,125.5\nVal-Brume,42.8,44.3,45.2\nCôte-Haute,40.4,42.0,44.1\n",
        "wide",
        ["3 places in column “Année”", "1990 to 1992 in columns"],
    ),
    "years with the number of a note": (
        "Sector,2018,2019,2020 (1),2021 2)\nPesca,10.5,9.5,19.2,17.7\nMinas,27.4,27.2,28.7,29.4\n",
        "wide",
        ["split by Sector", "2018 to 2021 in columns"],
    ),
    "flags of Eurostat behind a space": (
        "unit,geo\\time\t2019 \t2020 \t2021 \nPC,AT\t: \t7.7 \t7.3 b\nPC,BE\t: z\t4.0 d\t4.7 \n"
        "PC,EU\t: \t8.6 e\t8.4 ep\nPC,FR\t: u\t6.5 \t6.6 \n",
        "wide",
        ["4 rows", "2019 to 2021 in columns"],
    ),
    "a year of two digits beside days": (
        "variable,fecha,valor,año\nCBA,2024-05-01,672,24\nCBA,2023-04-01,674,23\nCBA,2022-03-01,675,22\n",
        "Open SDG",
        ["split by variable, año", "2022 to 2024"],
    ),
    "names without a heading beside codes": (
        "#Subconcepto,,Presupuesto inicial\n11201,Rustica,2000\n11202,Urbana,51400\n11301,Vehiculos,18830\n",
        "columns",
        ["3 names in column “Column B”", "1 indicator in columns (Presupuesto inicial)"],
    ),
    "what columns hold, said again below the names": (
        "Stadtteil;Einwohner;Haushalte;Anteil in %\n;Anzahl der Einwohner am Ende;Anzahl der Haushalte am Ende;"
        "Anteil der Haushalte mit Kindern\nAltstadt;1675;1229;8,7\nHafen;1914;1073;15,5\nNeustadt;12301;8584;11,0\n"
        "Veddel;4825;2240;9,9\nHorn;37193;22108;11,3\nHamm;38103;25005;12,0\n",
        "columns",
        ["6 places in column “Stadtteil”", "3 indicators in columns (Einwohner, Haushalte, Anteil)"],
    ),
    "columns that a spreadsheet has numbered above their names": (
        ",Provincia y municipio,Columna1,Columna2\nProvincia,Municipio,Total,Hombres\nAzua,Azua,103276,51730\n"
        "Azua,Peralta,14341,7472\nDuarte,Pimentel,19195,9860\nDuarte,Castillo,20672,10908\n",
        "columns",
        ["4 places in column “Municipio”", "2 indicators in columns (Total, Hombres)"],
    ),
    "offences against a code of law are counted": (
        "ville,Vols,Infractions au code du Travail,Offences under the Penal Code\nBourg,12,3,4\n"
        "Pont,15,2,7\nGare,9,0,1\n",
        "columns",
        ["3 places in column “ville”", "3 indicators in columns (Vols, Infractions au code du Travail, Offences"],
    ),
    "lines and notes below a column of years": (
        "Jahr;Arbeitslose;Quote\n2001;52395;8,1\n2002;56175;8,8\n__________;;\nQuelle: Amt;;\n---;;\nHinweis: neu;;\n",
        "columns",
        ["2 rows", "2001 to 2002"],
    ),
    "autonomous communities by their short name": (
        "CCAA,Sexo,Year,Total\nNorte,Hombres,2018,31.5\nNorte,Mujeres,2018,32.5\nSur,Hombres,2018,30.5\n"
        "Sur,Mujeres,2018,33.5\nNorte,Hombres,2019,31.1\nNorte,Mujeres,2019,32.2\n",
        "columns",
        ["2 places in column “CCAA”", "split by Sexo", "2018 to 2019"],
    ),
}


@pytest.fixture(scope="module")
def page(javascript):
    return page_reader.page(javascript)


@pytest.mark.parametrize("form", TABLES)
def test_the_form_of_an_office_is_understood(form, page, tmp_path):
    page_reader.assert_understood(*TABLES[form], page, tmp_path)


@pytest.mark.parametrize(
    ("cells", "said", "read"),
    [
        # Neither decimals cut to three digits nor decimals without their last zeros stand among 815 and 97.
        (["66.212", "10.472", "6.971", "815", "97"], None, [None, None, None, 815, 97]),
        (["66.212", "10.472", "6.971", "815", "97"], ",", [66212, 10472, 6971, 815, 97]),
        (["66.212", "10.472", "6.971", "815", "97"], ".", [66.212, 10.472, 6.971, 815, 97]),
        (["66.212", "10.472", "6.971", "0", "100"], None, [66.212, 10.472, 6.971, 0, 100]),
        (["1.746", "1.75", "1.788", "1.801", "12"], None, [1.746, 1.75, 1.788, 1.801, 12]),
        (["66.212", "10.472", "6.971", "1815", "97"], None, [66.212, 10.472, 6.971, 1815, 97]),
    ],
)
def test_points_between_thousands_are_not_read_as_decimals(cells, said, read, page, tmp_path):
    data = "".join(["Regione,centri 2020\n", *(f"Town {n},{cell}\n" for n, cell in enumerate(cells))]).encode()
    report = check_data(data, decimal=said)
    values = report.table["value"].tolist()
    assert [None if value != value else value for value in values] == read
    assert (report.faults["kind"] == "ambiguous-number").sum() == read.count(None)
    told = {"decimal": said} if said else {}
    mine, other = page_reader.python(data, "", told, tmp_path), page(data, "", told)
    assert page_reader.differences(mine, other) == []


def test_points_are_read_by_the_whole_table(page, tmp_path):
    """Where 2.151.166 stands, 25.827 has no decimals, unless its own column has some: then it is asked."""
    rows = ["Zona,Renta media,Renta total", "Norte,25.827,2.151.166", "Sur,38.909,62.643.114", "Este,19.443,91.712.260"]
    data = "\n".join(rows).encode()
    assert check_data(data).table["value"].tolist() == [25827, 2151166, 38909, 62643114, 19443, 91712260]
    mixed = "\n".join(
        [f"{row},{tail}" for row, tail in zip(rows, ["Tasa", "5.3", "6.25", "7.1"], strict=True)]
    ).encode()
    report = check_data(mixed)
    known = report.table.loc[report.table["indicator"] == "Tasa", "value"]
    assert known.tolist() == [5.3, 6.25, 7.1]
    media = report.table.loc[report.table["indicator"] == "Renta media", "value"]
    assert media.isna().all()
    assert (report.faults["kind"] == "ambiguous-number").sum() == 3
    for table in (data, mixed):
        mine, other = page_reader.python(table, "", {}, tmp_path), page(table)
        assert page_reader.differences(mine, other) == []


def test_spaces_and_tabs_in_a_cell_of_an_open_document_are_kept():
    from xml.etree import ElementTree

    from localsdg.owndata.spreadsheets import _NAMES, _open_document_text

    spaces = " ".join(f'xmlns:{short}="{long}"' for short, long in _NAMES.items())
    words = '1 <text:s text:c="3"/><text:span>el<text:tab/>Raval</text:span>'
    cell = f"<table:table-cell {spaces}><text:p>{words}</text:p></table:table-cell>"
    assert _open_document_text(ElementTree.fromstring(cell)) == "1    el\tRaval"


def test_a_table_cut_into_pages_is_read_as_one(page, tmp_path):
    """The title and the heading of each page, and the word that it goes on, are no rows of the table."""
    heading = ["Población por distrito,,,", "CÓDIGO,DISTRITO,2018,2019", ",,,"]
    pages = [
        ["010101,Lamud,2379,2381", "010102,Luya,4811,4803"],
        ["010103,Jangas,5056,5138", "010104,Lamas,1132,1122"],
        ["010105,Huaraz,8256,8493", "010106,Olleros,1726,1689"],
    ]
    data = "\n".join([*heading, *",,,Continúa…\nPARTS\n".join("\n".join(each) + "\n" for each in pages).splitlines()])
    data = data.replace("PARTS", "\n".join(heading))
    report = check_data(data.encode())
    assert report.understood.startswith("Understood: 6 places in column “DISTRITO”")
    assert report.table["value"].tolist() == [2379, 2381, 4811, 4803, 5056, 5138, 1132, 1122, 8256, 8493, 1726, 1689]
    assert not {"text-in-number", "duplicate-row"} & set(report.faults["kind"])
    lines = report.faults.loc[report.faults["kind"] == "line-of-text", "row"].tolist()
    assert lines == [6, 7, 8, 12, 13, 14]
    mine, other = page_reader.python(data.encode(), "", {}, tmp_path), page(data.encode())
    assert page_reader.differences(mine, other) == []


def test_a_section_named_above_each_heading_is_no_end_of_a_page(page, tmp_path):
    """Rows that name what follows are kept, though the heading stands again below them."""
    data = b"Ward,2018,2019\nLamud,23,24\nLuya,48,47\nSouth,,\nWard,2018,2019\nJangas,50,51\nLamas,11,12\n"
    report = check_data(data)
    assert report.faults.loc[report.faults["kind"] == "line-of-text", "row"].tolist() == [5]
    mine, other = page_reader.python(data, "", {}, tmp_path), page(data)
    assert page_reader.differences(mine, other) == []


def test_marks_of_revised_years_are_the_reason_that_no_long_copy_is_offered(page, tmp_path):
    data = b"Province,2018(r),2019(r),2020\nIzmir,0.23,0.11,0.11\nAydin,0.05,0.01,0.02\n"
    report = check_data(data)
    found = report.faults.loc[report.faults["kind"] == "wide-table", "repair"].tolist()
    assert len(found) == 1
    assert "the marks beside these years would be lost: 2018(r), 2019(r)." in found[0]
    mine, other = page_reader.python(data, "", {}, tmp_path), page(data)
    assert page_reader.differences(mine, other) == []
