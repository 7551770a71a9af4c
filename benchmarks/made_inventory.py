"""Makes a government inventory of any size: the shape of the real file, and everything invented.

`python -m benchmarks.made_inventory PATH` writes one of full size, about 105 MB. The same seed
gives the same bytes. Shares of common forms, abstracts and affected publics are those counted in
the inventory of 5 October 2026; names and addresses of contacts are plainly made up.
"""

import argparse
import csv
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from timetax.bundle import bundled

REQUESTS = 10_699
COMMON_FORMS = 2_044
COLLECTIONS_OF_A_REQUEST = 3.38
"""On average, of a request that is no common form: some 31,000 in a file of full size."""

_PUBLIC = {
    "Private Sector": 17_604,
    "Individuals or Households": 7_392,
    "State, Local, and Tribal Governments": 6_144,
    "Federal Government": 343,
}
_BUSY_AGENCIES = {"0938": 333, "1545": 387}
_UNKNOWN_AGENCIES = ("9998", "9999")
_LINES_OF_BUSINESS = (
    ("101", "Community and Social Services", "003", "Social Services"),
    ("104", "Disaster Management", "009", "Disaster Repair and Restore"),
    ("105", "Economic Development", "011", "Business and Industry Development"),
    ("106", "Education", "016", "Higher Education"),
    ("108", "Environmental Management", "025", "Pollution Prevention and Control"),
    ("110", "Health", "031", "Health Care Services"),
    ("112", "Income Security", "036", "General Retirement and Disability"),
    ("112", "Income Security", "039", "Food and Nutrition Assistance"),
    ("116", "Litigation and Judicial Activities", "055", "Resolution Facilitation"),
    ("117", "Natural Resources", "057", "Conservation, Marine and Land Management"),
    ("118", "Transportation", "061", "Ground Transportation"),
    ("119", "Workforce Management", "066", "Worker Safety"),
    ("315", "General Government", "180", "Taxation Management"),
)
_SUBJECTS = (
    "permits to import live plants", "loan guarantees", "survivors\u2019 benefits",
    "small vessels", "radio licences", "irrigation", "relief after a flood", "payroll taxes",
    "grants to public libraries", "wages & hours on public works", "exemptions < 100 units",
    "school meals", "pension plans", "d\xe9tente visas",
)  # fmt: skip
_KINDS = (
    "Application for",
    "Annual report on",
    "Claims of",
    "Renewal of",
    "Notice on",
    "Survey of",
)
_OBLIGATIONS = ("Voluntary", "Mandatory", "Required to obtain or retain a benefit")
_FREQUENCIES = ("Annually", "Quarterly", "Monthly", "Weekly", "On occasion")
_CAPABILITIES = ("Paper Only", "Printable Only", "Fillable Printable", "Fillable Fileable")
_TYPES = (
    "Revision of a currently approved collection",
    "Extension without change of a currently approved collection",
)
_FLAGS = ("No",) * 6 + ("Yes", "Uncollected")
_WORDS = (
    "The information is collected to decide on a request and to keep the record that the law "
    "asks for; those who respond do so once for each matter, on paper or otherwise, and keep a "
    "copy for three years. "
)


def write(path: Path, requests: int = REQUESTS, seed: int = 1, changed: float = 0.0) -> None:
    """Write an inventory of `requests` requests to `path`.

    `changed` is the share of collections whose hours are others than without it: what a later
    inventory has.
    """
    later = _Later(changed, random.Random(seed + 1))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        file.write('<InformationCollectionRequestList RUNDATE="05 OCT 2026">\n')
        file.writelines(_requests(requests, random.Random(seed), later))
        file.write("</InformationCollectionRequestList>\n")


@dataclass
class _Later:
    """Changes the hours of some collections, by chances of its own."""

    share: float
    chance: random.Random

    def hours(self, hours: int) -> int:
        if not self.share or self.chance.random() >= self.share:
            return hours
        return round(hours * self.chance.uniform(0.5, 1.6)) + 1


@dataclass
class _Totals:
    responses: int = 0
    hours: int = 0
    cost: int = 0


def _requests(number: int, chance: random.Random, later: _Later) -> Iterator[str]:
    agencies = _agencies()
    common = set(chance.sample(range(number), round(number * COMMON_FORMS / REQUESTS)))
    numbers: Counter[str] = Counter()
    reference = ""
    for place in range(number):
        agency = chance.choice(agencies)
        if not reference or chance.random() > 0.0005:
            month = f"{chance.randint(2016, 2025)}{chance.randint(1, 12):02}-{agency}"
            numbers[month] += 1
            reference = f"{month}-{numbers[month]:03}"
        yield _request(reference, place in common, agency, place, chance, later)


def _agencies() -> list[str]:
    """Return codes to choose from: real ones, the busy ones more often, a few that nobody has."""
    table = bundled().with_name("agency-codes.csv").read_text(encoding="utf-8")
    codes = [row["code"] for row in csv.DictReader(table.splitlines())]
    busy = [code for code, count in _BUSY_AGENCIES.items() for _ in range(count)]
    rest = REQUESTS - len(busy)
    usual = [code for code in codes for _ in range(rest // len(codes))]
    return [*busy, *usual, *(code for code in _UNKNOWN_AGENCIES for _ in range(12))]


def _request(
    reference: str,
    is_common: bool,
    agency: str,
    place: int,
    chance: random.Random,
    later: _Later,
) -> str:
    title = f"{chance.choice(_KINDS)} {chance.choice(_SUBJECTS)}"
    totals = _Totals()
    collections = "".join(
        _collection(f"{title}, part {part}", agency, totals, chance, later)
        for part in range(1, 1 + _how_many(is_common, chance))
    )
    if collections:
        collections = f"""        <InformationCollections>
{collections}        </InformationCollections>
"""
    else:
        totals = _Totals(chance.randint(1, 5_000), chance.randint(1, 9_000), 0)
    if chance.random() < 0.01:
        totals.hours += chance.randint(1, 1_000)
    year, month = chance.randint(2026, 2029), chance.randint(1, 12)
    expires = f"{year}-{month:02}-28-0{5 if month < 4 else 4}:00"
    if chance.random() < 0.01:
        expires = ""
    kind = "RCF New" if is_common else chance.choice(_TYPES)
    return f"""<InformationCollectionRequest>
        <OMBControlNumber>{agency}-{place % 10_000:04}</OMBControlNumber>
        <ICRReferenceNumber>{reference}{"CF" if is_common else ""}</ICRReferenceNumber>
        <AgencyCode>{agency}</AgencyCode>
        <Title>{escape(title)}</Title>
{_abstract(is_common, chance)}        <ICRTypeCode>{kind}</ICRTypeCode>
        <Expiration>
            <ExpirationDate>{expires}</ExpirationDate>
        </Expiration>
        <ICRStatus>{"Received in OIRA" if is_common else "Active"}</ICRStatus>
{_contact(place, chance)}        <PIIFlag>{chance.choice(_FLAGS)}</PIIFlag>
        <PrivacyActStatementFlag>{chance.choice(_FLAGS)}</PrivacyActStatementFlag>
        <AnnualFederalCostAmount>{chance.randint(0, 900_000)}</AnnualFederalCostAmount>
        <StimulusIndicator>No</StimulusIndicator>
        <HealthcareIndicator>No</HealthcareIndicator>
        <DoddFrankActIndicator>No</DoddFrankActIndicator>
{_statutes(chance)}        <Burden>
            <BurdenResponse>
{_totals("Quantity", totals.responses, chance)}            </BurdenResponse>
            <BurdenHour>
{_totals("Quantity", totals.hours, chance)}            </BurdenHour>
            <BurdenCost>
{_totals("Amount", totals.cost, chance)}            </BurdenCost>
        </Burden>
{collections}        <OIRAConclusion>
            <ConcludedDate>
                <Date>{year - 3}-{month:02}-27-04:00</Date>
                <Time>05:41:10.660-04:00</Time>
            </ConcludedDate>
        </OIRAConclusion>
    </InformationCollectionRequest>
"""


def _how_many(is_common: bool, chance: random.Random) -> int:
    if is_common:
        return 1
    if chance.random() < 0.02:
        return 0
    return 1 + int(chance.expovariate(1 / (COLLECTIONS_OF_A_REQUEST - 0.47)))


def _abstract(is_common: bool, chance: random.Random) -> str:
    if is_common or chance.random() < 0.0025:
        return ""
    return f"        <Abstract>{_WORDS * chance.randint(2, 7)}      </Abstract>\n"


def _contact(place: int, chance: random.Random) -> str:
    if chance.random() < 0.1:
        return "        <AgencyContact>\n            <Person/>\n        </AgencyContact>\n"
    return f"""        <AgencyContact>
            <Person>
                <FirstName>Test</FirstName>
                <LastName>Person{place}</LastName>
                <ElectronicAddress>test.person{place}@example.org</ElectronicAddress>
                <PhoneNumber>202 555-01{place % 100:02}</PhoneNumber>
            </Person>
        </AgencyContact>
"""


def _statutes(chance: random.Random) -> str:
    statutes = "".join(
        f"""            <AuthorizingStatute>
                <USCode>
                    <USCTitle>{chance.randint(1, 54)}</USCTitle>
                    <USCSection>{chance.randint(1, 9_999)}</USCSection>
                    <NameOfLaw>An invented law on {escape(chance.choice(_SUBJECTS))}</NameOfLaw>
                </USCode>
            </AuthorizingStatute>
"""
        for _ in range(chance.randint(1, 4))
    )
    return f"        <AuthorizingStatutes>\n{statutes}        </AuthorizingStatutes>\n"


def _totals(kind: str, value: int, chance: random.Random) -> str:
    before = int(value * chance.choice((1, 1, 1, 0.5, 1.25)))
    previous = f"                <PreviousTotal{kind}>{before}</PreviousTotal{kind}>\n"
    if chance.random() < 0.002:
        return previous
    return f"                <Total{kind}>{value}</Total{kind}>\n{previous}"


def _collection(
    title: str, agency: str, totals: _Totals, chance: random.Random, later: _Later
) -> str:
    responses = 1 + int(chance.lognormvariate(6, 2.5))
    hours = later.hours(max(1, round(responses * chance.lognormvariate(-0.5, 1.0))))
    cost = chance.choice((0, 0, 0, responses * 3))
    odd = chance.random()
    if odd < 0.003:
        responses = 0
    elif odd < 0.01:
        responses = hours = cost = 0
    elif odd < 0.0105:
        hours = -hours
    totals.responses += responses
    totals.hours += hours
    totals.cost += cost
    line, line_name, function, function_name = chance.choice(_LINES_OF_BUSINESS)
    public = chance.choices(tuple(_PUBLIC), tuple(_PUBLIC.values()))[0]
    obligation = "Not stated" if chance.random() < 0.001 else chance.choice(_OBLIGATIONS)
    frequencies = "".join(
        f"""                            <ReportingFrequency>{each}</ReportingFrequency>
"""
        for each in chance.sample(_FREQUENCIES, chance.choice((1, 1, 1, 2)))
    )
    standard = chance.choice(_FLAGS)
    count = "" if odd > 0.997 else f"<AnnualQuantity>{responses}</AnnualQuantity>"
    return f"""            <InformationCollection>
                <Title>{escape(title)}</Title>
{_citations(chance)}                <StandardFormIndicator>{standard}</StandardFormIndicator>
                <ObligationCode>{obligation}</ObligationCode>
                <FEABusinessReferenceModule>
                    <LineOfBusiness Code="{line}">{line_name}</LineOfBusiness>
                    <Subfunction Code="{function}">{function_name}</Subfunction>
                </FEABusinessReferenceModule>
{_instruments(agency, chance)}                <AffectedPublicCode>
                    <PublicCode>{public}</PublicCode>
                </AffectedPublicCode>
                <NumberResponses>
                    {count}
                </NumberResponses>
                <BurdenHour>
                    <TotalQuantity>{hours}</TotalQuantity>
                    <BurdenHourPerResponse>
                        <ReportingFrequencies>
{frequencies}                        </ReportingFrequencies>
                    </BurdenHourPerResponse>
                </BurdenHour>
                <BurdenCost>
                    <TotalAmount>{cost}</TotalAmount>
                </BurdenCost>
            </InformationCollection>
"""


def _citations(chance: random.Random) -> str:
    if chance.random() < 0.4:
        return ""
    return f"""                <CFRCitations>
                    <CFRCitation>
                        <CFRCitation>
                            <CFRTitle>{chance.randint(1, 50)}</CFRTitle>
                            <CFRPart>{chance.randint(1, 999)}</CFRPart>
                        </CFRCitation>
                    </CFRCitation>
                </CFRCitations>
"""


def _instruments(agency: str, chance: random.Random) -> str:
    if chance.random() < 0.15:
        return ""
    instruments = "".join(
        f"""                    <Instrument>
                        <FormNumber>{_form_number(agency, chance)}</FormNumber>
                        <FormName>{escape(chance.choice(_SUBJECTS))}</FormName>
                        <URL>https://www.example.gov/forms/{chance.randint(1, 99_999)}</URL>
                        <AvailableElectronically>{chance.choice(_FLAGS)}</AvailableElectronically>
                        <CanSubmittedElectronically>{chance.choice(_FLAGS)}</CanSubmittedElectronically>
                        <ElectronicCapability>{chance.choice(_CAPABILITIES)}</ElectronicCapability>
                        <InstrumentDocument>
                            <documentType>Form and instruction</documentType>
                        </InstrumentDocument>
                    </Instrument>
"""
        for _ in range(chance.choice((1, 1, 1, 2)))
    )
    return f"                <Instruments>\n{instruments}                </Instruments>\n"


def _form_number(agency: str, chance: random.Random) -> str:
    return "None" if chance.random() < 0.4 else f"{agency[:2]}-{chance.randint(1, 9_999)}"


def main() -> None:
    """Write an inventory as the command line asks."""
    parser = argparse.ArgumentParser(description="Make a government inventory of any size.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--requests", type=int, default=REQUESTS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--changed", type=float, default=0.0, help="share of changed collections")
    arguments = parser.parse_args()
    write(arguments.path, arguments.requests, arguments.seed, arguments.changed)


if __name__ == "__main__":
    main()
