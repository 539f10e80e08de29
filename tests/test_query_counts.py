"""What a page costs in queries: the same with 1 and with many case studies, with 5 and with 100 sections."""

import pytest

from tests.factories import make_account, publish_case
from tests.proofs import PROVES

pytestmark = pytest.mark.django_db
MANY = 50 if PROVES else 10

BUDGETS = {
    "/cases/measured/": 4,
    "/cases/": 4,
    "/api/v1/case-studies/measured/": 2,
    "/api/v1/case-studies/?limit=100": 1,
    "/api/v1/case-studies/?limit=100&fields=*": 2,
    "/api/v1/case-studies/?limit=100&format=ninjs": 2,
    "/api/v1/case-studies/?limit=100&q=leak&fields=*": 4,
    "/api/v1/case-studies/measured.ninjs": 2,
    "/api/v1/case-studies/?limit=100&format=jsonld": 2,
    "/api/v1/case-studies/?limit=100&format=csl&sort=title": 1,
    "/api/v1/case-studies/?limit=100&fields=title,sections(body),statements&body=markdown&source=wiggers2024": 2,
    "/api/v1/case-studies/measured/editions/": 2,
    "/api/v1/case-studies/measured.md": 2,
    "/api/v1/case-studies/measured.html": 2,
    "/api/v1/case-studies/measured/statements/": 2,
    "/api/v1/case-studies/measured/editions/1/snapshot": 2,
    "/api/v1/case-studies/measured/editions/1/signature": 2,
    "/api/v1/docs/evidence/": 3,
    "/.well-known/casebook-keys.json": 1,
    "/api/v1/changes/?limit=100": 3,
    "/api/v1/topics/?limit=100": 4,
    "/api/v1/sources/?limit=100": 4,
    "/api/v1/sources/wiggers2024/": 4,
    "/api/v1/parties/?limit=100&fields=*": 4,
    "/api/v1/instruments/?limit=100": 4,
    "/api/v1/sources/wiggers2024/statements/?limit=100": 2,
    "/api/v1/frameworks/": 2,
    "/api/v1/frameworks/mit-ai-risk/?fields=terms(id)": 2,
    "/api/v1/classifications/?limit=100&fields=term,case_study(sources)": 3,
}


@pytest.mark.parametrize(("cases", "sections"), [(1, 5), (MANY, 5), (1, 100)])
def test_pages_take_the_same_queries_whatever_the_size(client, django_assert_num_queries, cases, sections):
    by = make_account()
    publish_case(slug="measured", by=by, sections=sections)
    for number in range(1, cases):
        publish_case(slug=f"case-number-{number}", by=by)

    for address, budget in BUDGETS.items():
        with django_assert_num_queries(budget):
            assert client.get(address).status_code == 200
