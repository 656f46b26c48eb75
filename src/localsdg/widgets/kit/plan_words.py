"""Words by which a plan says what a line is, in the languages of many plans: a plan is pasted in its own language."""

from typing import Any

# What stands before the number of a heading, as in "Axis 1" and "Strategic objective 2".
HEADINGS = """
annex; area; axis; chapter; component; domain; focus area; goal; objective; part; pillar; priority; program;
programme; section; sector; strategic goal; strategic objective; theme;
annexe; axe; axe stratégique; chapitre; composante; domaine; objectif; objectif stratégique; partie; pilier; priorité;
programme; secteur; section; thème; titre; volet;
anexo; capítulo; componente; eje; eje estratégico; línea; línea estratégica; objetivo; objetivo estratégico; parte;
pilar; prioridad; programa; sección; sector; título;
anexo; capítulo; componente; dimensão; diretriz; eixo; eixo estratégico; objetivo; objetivo estratégico; parte; pilar;
prioridade; programa; secção; seção; setor; título;
abschnitt; anhang; anlage; bereich; handlungsfeld; kapitel; leitziel; oberziel; programm; schwerpunkt; strategisches
ziel; säule; teil; thema; themenfeld; ziel;
"""

# What stands before a colon in a line that tells something of the action above it.
PARTICULARS = """
baseline; beneficiaries; budget; cost; costs; deadline; department; end; expected result; follow-up; funding;
indicator; indicators; lead; location; objective; outcome; output; partners; period; responsible; result; results;
source of funds; start; status; target; years;
bénéficiaires; budget; calendrier; cible; coût; coûts; début; délai; durée; échéance; état; financement; fin;
indicateur; indicateurs; lieu; objectif; partenaires; période; pilote; porteur; responsable; responsables; résultat;
résultat attendu; résultats; résultats attendus; service; source de financement;
área responsable; beneficiarios; coste; costo; costos; entidad responsable; estado; fin; financiación; financiamiento;
fuente de financiamiento; indicador; indicadores; inicio; línea base; lugar; meta; metas; objetivo; periodo; período;
plazo; presupuesto; resultado; resultado esperado; resultados; responsable; responsables; socios;
beneficiários; custo; custos; estado; fim; financiamento; fonte de financiamento; fonte de recursos; indicador;
indicadores; início; linha de base; local; meta; metas; objetivo; objetivos; órgão; órgão responsável; orçamento;
parceiros; período; prazo; produto; público-alvo; resultado; resultado esperado; resultados; responsável;
responsáveis; secretaria; situação; unidade responsável; valor;
beginn; budget; dauer; ende; ergebnis; ergebnisse; federführung; finanzierung; frist; indikator; indikatoren; kosten;
ort; partner; stand; status; verantwortlich; zeitplan; zeitraum; ziel; zielgruppe; zielwert; zuständig; zuständigkeit;
"""

# Heads of the column in which a table names its actions.
ACTIONS = """
action; actions; activities; activity; measure; measures; name of project; project; project name; projects; title;
action; actions; activité; activités; intitulé; intitulé de l’action; intitulé du projet; mesure; mesures; projet;
projets;
acción; acciones; actividad; actividades; medida; medidas; nombre del proyecto; proyecto; proyectos;
ação; ações; atividade; atividades; descrição da ação; medida; medidas; nome da ação; nome do projeto; projeto;
projetos;
aktivität; aktivitäten; maßnahme; maßnahmen; massnahme; massnahmen; projekt; projekte; projektname; vorhaben;
"""


def _all(words: str) -> list[str]:
    """Return them without repetition; a longer one comes before one with which it begins."""
    return sorted({word for text in words.split(";") if (word := " ".join(text.split()))}, reverse=True)


def constants() -> dict[str, Any]:
    """Return the words of English, French, Spanish, Portuguese and German by their names in JavaScript."""
    return {"HEADINGS": _all(HEADINGS), "PARTICULARS": _all(PARTICULARS), "ACTIONS": _all(ACTIONS)}
