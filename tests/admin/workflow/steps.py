"""Taking a step of the workflow as a browser does: open its page, type, press the button."""

from django.test import Client

from tests.admin.forms import address, fields_of


def client_of(account):
    client = Client()
    client.force_login(account)
    return client


def open_step(client, case_study, step):
    return client.get(address(case_study, step))


def typed_into(response, **typed):
    """What the page's form would send; of a page that has none, what somebody would send who did not look."""
    if 'id="step-form"' not in response.content.decode():
        context = response.context
        return {"base_version": context["current_version"], "seen": context["seen"], "override_reason": "x", **typed}
    return {**fields_of(response, "step-form"), **typed}


def take_step(client, case_study, step, *, follow=True, **typed):
    """Open the page and press its button; follows to the case study when it worked."""
    page = open_step(client, case_study, step)
    return client.post(address(case_study, step), typed_into(page, **typed), follow=follow)


def pass_step(client, case_study, step, **typed):
    """Take a step on the way to another: that it works, and nobody looks at the case study after it."""
    assert take_step(client, case_study, step, follow=False, **typed).status_code == 302


def buttons(response):
    """What the bar offers: the label of the step in colour, then those of the rest."""
    shown = response.context
    first = shown["next_step"]["label"] if shown["next_step"] else None
    return first, [step["label"] for step in shown["more_steps"]]


def said(response):
    """The messages of success on the page that a step led to."""
    return [str(message) for message in response.context["messages"]]
