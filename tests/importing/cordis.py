"""Invented organizations and projects in each header of CORDIS."""

ORGANISATIONS = {
    "900000001": ("PRC", "EL303", "EL"),
    "900000002": ("HES", "EL302", "EL"),
    "900000003": ("REC", "ES511", "ES"),
    "900000004": ("OTH", "UKF24", "UK"),
    "900000005": ("PUB", "XK", "XK"),
}
PROJECTS = {
    "700001": ("2014-03-01", "2016-02-28", "ENV-01", "41"),
    "700002": ("2016-01-01", "2018-12-31", "ICT-02", "42"),
    "700003": ("2015-01-01", "2015-12-31", "ICT-02", "43"),
    "700004": ("2017-01-01", "2019-12-31", "", "44"),
}
MEMBERS = [
    ("700001", "900000001"), ("700001", "900000002"), ("700001", "900000003"),
    ("700002", "900000001"), ("700002", "900000004"),
    ("700003", "900000003"),
    ("700004", "900000005"), ("700004", "900000002"),
]  # fmt: skip
TODAY = [
    "projectID", "projectAcronym", "organisationID", "vatNumber", "name", "shortName", "SME",
    "activityType", "street", "postCode", "city", "country", "nutsCode", "geolocation",
    "organizationURL", "contactForm", "contentUpdateDate", "rcn", "order", "role",
    "ecContribution", "netEcContribution", "totalCost", "endOfParticipation", "active",
]  # fmt: skip
SHORTER = [name for name in TODAY if name not in ("contentUpdateDate", "rcn")]
BEFORE_2021 = [
    "projectRcn", "projectID", "projectAcronym", "role", "id", "name", "shortName",
    "activityType", "endOfParticipation", "ecContribution", "country", "nutsCode", "street",
    "city", "postCode",
]  # fmt: skip
FP7 = [
    "new_org_id", "organisationName", "organisationShortName", "organizationUrl",
    "REGION_Level_NUTS_3", "country", "street", "city", "postCode", "provincia",
]  # fmt: skip
PROJECT_HEADS = {
    "nature": "id acronym status title startDate endDate totalCost ecMaxContribution legalBasis "
    "topics frameworkProgramme masterCall subCall fundingScheme nature objective "
    "contentUpdateDate rcn grantDoi",
    "signature": "id acronym status title startDate endDate totalCost ecMaxContribution "
    "legalBasis topics ecSignatureDate frameworkProgramme masterCall subCall fundingScheme "
    "objective contentUpdateDate rcn grantDoi keywords",
    "2016": "rcn reference acronym status programme topics startDate endDate totalCost "
    "ecMaxContribution call fundingScheme coordinator coordinatorCountry numOrg totalContrib",
}
PERSON = "Ida Alone"
"""A sole trader, whose name no file, message or page may show."""


def table(head, rows, between=";", quote=True):
    """Return rows, each by the names of its columns, as text; what is not given is empty."""
    mark = '"' if quote else ""
    lines = [head, *([row.get(name, "") for name in head] for row in rows)]
    return "".join(between.join(f"{mark}{cell}{mark}" for cell in line) + "\n" for line in lines)


def organisations(head=TODAY, members=MEMBERS, known=ORGANISATIONS, quote=True):
    """Return a table of participations with all that is known of each organization."""
    rows = []
    for project, name in members:
        kind, region, country = known[name]
        rows.append({
            "projectID": project, "projectRcn": PROJECTS.get(project, [""])[-1],
            "organisationID": name, "id": name, "name": PERSON, "activityType": kind,
            "country": country, "nutsCode": region, "role": "participant", "rcn": "1",
            "geolocation": "1.5,2.5", "ecContribution": "51611,25",
        })  # fmt: skip
    return table(head, rows, quote=quote)


def projects(dialect="nature"):
    """Return the table of projects; its objectives have lines and delimiters in them."""
    between = "\t" if dialect == "2016" else ";"
    objective = "" if dialect == "2016" else "To see;\nand to ask"
    rows = [
        {"id": name, "reference": name, "rcn": rcn, "startDate": start, "endDate": end,
         "topics": topic, "frameworkProgramme": "H2020", "objective": objective}
        for name, (start, end, topic, rcn) in PROJECTS.items()
    ]  # fmt: skip
    return table(PROJECT_HEADS[dialect].split(), rows, between, quote=dialect != "2016")


def fp7():
    """Return organizations and participations of FP7, which stand apart and know no types."""
    rows = [
        {"new_org_id": name, "organisationName": PERSON, "REGION_Level_NUTS_3": region,
         "country": country}
        for name, (_, region, country) in ORGANISATIONS.items()
    ]  # fmt: skip
    edges = [{"projectRcn": PROJECTS[p][-1], "new_org_id": name} for p, name in MEMBERS]
    own, theirs = table(FP7, rows, quote=False), table(["projectRcn", "new_org_id"], edges, "\t")
    return own.replace("\n", "\r\n"), theirs.replace('"', "").replace("\n", "\r\n")
