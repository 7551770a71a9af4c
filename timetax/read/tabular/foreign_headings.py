"""Headings in German, French, Spanish, Italian and Dutch, in the English words that are known.

The words are those of the field, as the standard cost model and official lists of forms have them.
A heading with any other word in it is left alone, as is one that two languages read differently.
"""

import unicodedata

from timetax.read.tabular.labels import plain_words

_GERMAN = {
    "form": "formular formulars vordruck vordrucks",
    "name": "name bezeichnung titel informationspflicht verwaltungsleistung formularname",
    "form number": "formularnummer formularnr vordrucknummer",
    "agency": "behörde dienststelle",
    "department": "ressort ministerium bundesministerium",
    "case": "fall fälle fällen vorgang vorgänge vorgängen antrag anträge anträgen",
    "annual number case": "fallzahl fallzahlen",
    "response": "meldung meldungen antwort antworten",
    "respondent": "betroffene betroffenen betroffenem betroffener befragte befragten befragtem "
    "normadressat normadressaten adressaten antragsteller antragstellern antragstellerinnen "
    "antragstellende antragstellenden unternehmen person personen bürger bürgern bürgerinnen "
    "meldepflichtige meldepflichtigen auskunftspflichtige auskunftspflichtigen betrieb betriebe "
    "haushalt haushalte",
    "number": "anzahl anz zahl",
    "no": "nr nummer",
    "per": "pro je",
    "and": "und",
    "year": "jahr",
    "annual": "jährlich jährliche jährlicher jährlichen jährliches",
    "total": "gesamt gesamte gesamter gesamtzahl insgesamt",
    "total hour": "gesamtstunden",
    "annual hour": "jahresstunden",
    "total burden": "gesamtaufwand gesamtzeitaufwand",
    "annual burden": "jahresaufwand",
    "frequency": "häufigkeit periodizität frequenz",
    "time": "zeit dauer zeitbedarf bearbeitungszeit bearbeitungsdauer ausfülldauer ausfüllzeit",
    "time burden": "zeitaufwand",
    "burden": "aufwand",
    "hour": "stunde stunden std stdn h",
    "minute": "minute minuten min",
    "second": "sekunde sekunden sek",
    "fee": "gebühr",
    "thousand": "tsd tausend",
    "million": "mio millionen",
    "note": "bemerkung bemerkungen anmerkung anmerkungen",
    "source": "quelle",
    "": "der die das des den dem im in von für durchschnittlich durchschnittliche mittlere "
    "durchschnittlicher durchschnittlichen durchschn geschätzt geschätzte zuständige",
}
_FRENCH = {
    "form": "formulaire",
    "name": "nom titre intitulé libellé démarche procédure",
    "form number": "cerfa",
    "agency": "agence organisme administration",
    "department": "ministère",
    "case": "cas dossier dossiers demande demandes",
    "response": "réponse réponses déclaration déclarations",
    "respondent": "répondant répondants déclarant déclarants usager usagers entreprise entreprises "
    "demandeur demandeurs redevable redevables assujetti assujettis personne personnes",
    "number": "nombre nb nbre",
    "no": "numéro n no",
    "per": "par",
    "and": "et",
    "year": "an année",
    "annual": "annuel annuelle annuels annuelles",
    "total": "total totale totaux totales",
    "frequency": "fréquence périodicité",
    "time": "temps durée",
    "burden": "charge",
    "hour": "heure heures h",
    "minute": "minute minutes min mn",
    "second": "seconde secondes",
    "thousand": "millier milliers",
    "million": "million millions",
    "note": "remarque remarques observations",
    "": "de d la le les l du des en moyen moyenne moyens estimé estimée estimés",
}
_SPANISH = {
    "form": "formulario",
    "name": "nombre título trámite procedimiento denominación",
    "agency": "agencia organismo entidad institución",
    "department": "ministerio departamento",
    "case": "caso casos expediente expedientes solicitud solicitudes",
    "response": "respuesta respuestas declaración declaraciones",
    "respondent": "encuestado encuestados solicitante solicitantes declarante declarantes empresa "
    "empresas ciudadano ciudadanos contribuyente contribuyentes persona personas interesado "
    "interesados obligado obligados",
    "number": "número n no núm cantidad",
    "per": "por al",
    "and": "y",
    "year": "año",
    "annual": "anual anuales",
    "total": "total totales",
    "frequency": "frecuencia periodicidad",
    "time": "tiempo duración",
    "burden": "carga",
    "hour": "hora horas h",
    "minute": "minuto minutos min",
    "second": "segundo segundos",
    "thousand": "miles",
    "million": "millones",
    "note": "observaciones",
    "source": "fuente",
    "": "de del la el los las en medio media promedio estimado estimada estimados",
}
_ITALIAN = {
    "form": "modulo moduli",
    "name": "nome titolo denominazione adempimento procedimento",
    "agency": "ente amministrazione organismo agenzia",
    "department": "ministero dipartimento",
    "case": "caso casi pratica pratiche domanda domande istanza istanze",
    "response": "risposta risposte dichiarazione dichiarazioni comunicazione comunicazioni",
    "respondent": "rispondente rispondenti richiedente richiedenti dichiarante dichiaranti "
    "impresa imprese cittadino cittadini contribuente contribuenti persona persone utente utenti "
    "interessato interessati",
    "number": "numero n",
    "per": "per all",
    "and": "e",
    "year": "anno",
    "annual": "annuo annua annui annue annuale annuali",
    "total": "totale totali complessivo complessiva complessivi complessive",
    "frequency": "frequenza periodicità cadenza",
    "time": "tempo durata",
    "burden": "onere oneri",
    "hour": "ora ore h",
    "minute": "minuto minuti min",
    "second": "secondo secondi",
    "thousand": "migliaia",
    "million": "milioni",
    "note": "osservazioni annotazioni",
    "source": "fonte",
    "": "di d del della dei delle degli dell il lo la l le i gli in media medio medi medie stimato "
    "stimata stimati stimate",
}
_DUTCH = {
    "form": "formulier formulieren",
    "name": "naam titel benaming",
    "form number": "formuliernummer",
    "agency": "instantie organisatie",
    "department": "ministerie departement",
    "case": "zaak zaken geval gevallen aanvraag aanvragen",
    "response": "antwoord antwoorden melding meldingen aangifte aangiften opgave opgaven",
    "respondent": "respondent respondenten aanvrager aanvragers burger burgers bedrijf bedrijven "
    "onderneming ondernemingen persoon personen",
    "number": "aantal",
    "no": "nr nummer",
    "per": "per",
    "and": "en",
    "year": "jaar",
    "annual": "jaarlijks jaarlijkse",
    "total": "totaal totale",
    "frequency": "frequentie",
    "time": "tijd duur tijdsduur tijdsbesteding invultijd",
    "burden": "last lasten",
    "hour": "uur uren",
    "minute": "minuut minuten min",
    "second": "seconde seconden",
    "thousand": "duizend duizenden",
    "million": "miljoen mln",
    "note": "opmerking opmerkingen",
    "source": "bron",
    "": "de het een van in voor gemiddeld gemiddelde geschat geschatte",
}
_ONE = frozenset(
    {
        *("fall", "vorgang", "antrag", "meldung", "antwort", "person", "betrieb", "haushalt"),
        *("dossier", "demande", "reponse", "declaration", "repondant", "declarant", "usager"),
        *("entreprise", "demandeur", "redevable", "assujetti", "personne", "caso", "expediente"),
        *("solicitud", "respuesta", "declaracion", "encuestado", "solicitante", "declarante"),
        *("empresa", "ciudadano", "contribuyente", "persona", "interesado", "obligado"),
        *("pratica", "domanda", "istanza", "risposta", "dichiarazione", "comunicazione", "impresa"),
        *("rispondente", "richiedente", "dichiarante", "cittadino", "contribuente", "utente"),
        *("interessato", "zaak", "geval", "aanvraag", "antwoord", "melding", "aangifte", "opgave"),
        *("respondent", "aanvrager", "burger", "bedrijf", "onderneming", "persoon"),
    }
)
"""Words for one of what is counted: the number of one is no count of them."""
_PEOPLE = frozenset(
    {
        *("betroffene", "befragte", "normadressaten", "repondants", "declarants", "encuestados"),
        *("rispondenti", "respondenten"),
    }
)
"""Words that alone head numbers of people; firms and persons may be named below theirs."""
_UNCLEAR = frozenset({"burden hour", "time burden hour"})
"""Hours of one or of all: what English uses for one of them, these languages use for both."""


def _spellings(word: str) -> set[str]:
    """Return a word without accents, and as it is typed where there are no umlauts."""
    typed = word.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return {"".join(plain_words(each)) for each in (word, typed)}


_VOCABULARIES = tuple(
    {
        spelling: tuple(english.split())
        for english, words in language.items()
        for word in words.split()
        for spelling in _spellings(word)
    }
    for language in (_GERMAN, _FRENCH, _SPANISH, _ITALIAN, _DUTCH)
)


def in_english(heading: str) -> str | None:
    """Return a heading in the words by which English ones are known; None if it is not sure."""
    text = unicodedata.normalize("NFKC", heading).replace("/", " per ").replace("\u00b0", " ")
    words = plain_words(text)
    found = {english for each in _VOCABULARIES if (english := _translated(words, each))}
    return found.pop() if len(found) == 1 else None


def _translated(words: tuple[str, ...], vocabulary: dict[str, tuple[str, ...]]) -> str | None:
    if not all(word == "per" or word in vocabulary for word in words):
        return None
    said: list[str] = []
    for word in words:
        if word in _ONE and said[-1:] != ["per"]:
            return None
        said += vocabulary.get(word, (word,))
    if said == ["burden"] or (said == ["respondent"] and _PEOPLE.isdisjoint(words)):
        return None
    text = " ".join(said).replace("and year", "per year")
    if "no" in said:
        return "form number" if sorted(said) == ["form", "no"] else None
    a_year = text.endswith(" per year") and "per case" not in text and "respondent" not in said
    if "case" in said and a_year:
        text = f"annual {text.removesuffix(' per year')}"
    said = text.replace("case", "response").split()
    first = [each for each in ("total", "annual") if each in said]
    text = " ".join([*first, *(each for each in said if each not in first)])
    if text in _UNCLEAR:
        return "hour"
    named = {"number form": "form number", "name agency": "agency name"}
    return named.get(text, text)
