"""Words by which a budget says what a column or a row is, in the languages of many budgets."""

from typing import Any

# Beginnings of words in the heads of columns, first words of rows with a sum, and whole cells with a kind of spending.
WORDS = {
    "title": """
title; line; item; description; name; programme; program; activity; department; function; sector;
intitulé; libellé; désignation; chapitre; article; nature des dépenses;
concepto; descripción; denominación; partida; programa; proyecto;
descrição; designação; especificação; função; natureza; órgão; unidade; ação; projeto; rubrica;
bezeichnung; titel; produkt; haushaltsstelle; konto
""",
    "approved": """
approved; original; budget; planned; estimate; allocation; appropriation; adopted;
voté; primitif; prévu; prévision; crédits ouverts; montant;
aprobado; inicial; presupuesto; apropiación; asignado; importe; monto;
dotação; aprovado; orçado; fixado; orçamento; previsto; previsão; valor;
ansatz; haushaltsansatz; planansatz; plan; geplant; beschlossen; betrag
""",
    "spent": """
spent; actual; spending; expenditure; executed; outturn; paid; payment; disbursed; disbursement;
réalisé; réalisation; mandaté; exécuté; dépensé; payé;
ejecutado; gastado; pagado; pagos; devengado; obligado; obligaciones;
empenhado; liquidado; pago; executado; realizado; gasto;
ist; ergebnis; ausgegeben; rechnung
""",
    "revised": """
revised; amended; supplementary; %; per cent; percent;
révisé; modifié; supplémentaire; décision modificative; taux;
modificado; modificaciones; revisado; vigente; definitivo; definitiva;
atualizado; atualizada; revisto; revista; suplementar;
nachtrag; angepasst; abweichung
""",
    "total": """
total; totals; grand total; sum;
totaux; montant total;
totales; suma; importe total;
totais; soma; valor total;
summe; gesamtsumme; gesamt; insgesamt
""",
    "thousands": """
thousand; milliers; miles de; en miles; milhares; tausend; tsd; teur; keur
""",
    "millions": """
million; millions; millones; milhões; milhão; mio
""",
    "lakhs": """
lakh; lakhs; lacs
""",
    "crores": """
crore; crores
""",
    "subtotal": """
subtotal; sub-total; sub total; sous-total; sous total; zwischensumme; teilsumme
""",
    "capital": """
capital; investment; capital expenditure; investissement; inversión; investimento; investimentos; despesas de capital;
investition; investitionen; investiv
""",
    "recurrent": """
recurrent; current; recurrent expenditure; operating; fonctionnement; corriente; gasto corriente; corrente; correntes;
despesas correntes; custeio; konsumtiv; laufend; laufende ausgaben
""",
}


def _all(words: str) -> list[str]:
    return [" ".join(word.split()) for word in words.split(";") if word.strip()]


def constants() -> dict[str, Any]:
    """Return the words of English, French, Spanish, Portuguese and German by what they say, for JavaScript."""
    return {"WORDS": {name: _all(words) for name, words in WORDS.items()}}
