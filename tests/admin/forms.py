"""A case study's form as a browser would send it: what stands in the page, with a few fields typed over."""

from django.urls import reverse
from lxml import html


def address(case_study, page="change"):
    return reverse(f"admin:casestudies_casestudy_{page}", args=[case_study.pk])


def fields_of(response, form_id="casestudy_form"):
    """`{name: value}` of a form in a page; several values of one name as a list."""
    page = html.fromstring(response.content.decode())
    form = page.get_element_by_id(form_id)
    fields = {}
    for name, value in form.form_values():
        if name in fields:
            fields[name] = [*(fields[name] if isinstance(fields[name], list) else [fields[name]]), value]
        else:
            fields[name] = value
    return fields


def open_form(client, case_study):
    response = client.get(address(case_study))
    assert response.status_code == 200
    return fields_of(response)


def add_row(fields, part, **values):
    """Append a new row to a part; returns its index."""
    index = int(fields[f"{part}-TOTAL_FORMS"])
    fields[f"{part}-TOTAL_FORMS"] = str(index + 1)
    for name in [name for name in fields if name.startswith(f"{part}-__prefix__-")]:
        fields[name.replace("__prefix__", str(index))] = fields[name]
    for name, value in values.items():
        fields[f"{part}-{index}-{name}"] = value
    return index


def save(client, case_study, fields):
    return client.post(address(case_study), {**fields, "_continue": "1"})


def errors_at(response, field_id):
    """The messages that stand at a field of the page."""
    page = html.fromstring(response.content.decode())
    found = page.xpath(f'//*[@id="{field_id}_error"]')
    return [" ".join(item.text_content().split()) for element in found for item in element.xpath(".//li")]


def value_of(response, name):
    """What a field of the page holds."""
    return fields_of(response).get(name)


def text_of(response):
    page = html.fromstring(response.content.decode())
    for element in page.xpath("//script|//style|//datalist"):
        element.drop_tree()
    return " ".join(page.text_content().split())
