"""What the application server loads reads every request as UTF-8. The test client has a request of its own."""

from io import BytesIO

import pytest
from django.test import RequestFactory

from cms.wsgi import application

FORM = b'--x\r\nContent-Disposition: form-data; name="verb"\r\n\r\nIdentify \xc3\xa9\r\n--x--\r\n'


@pytest.mark.parametrize("charset", ["rot13", "idna", "cp037", "utf-7"])
def test_request_is_read_as_utf8_whatever_it_claims(charset):
    environ = RequestFactory().generic("POST", "/oai?q=%C3%A9+%2B2AA-").environ
    claimed = {"CONTENT_TYPE": f"multipart/form-data; boundary=x; charset={charset}", "CONTENT_LENGTH": str(len(FORM))}

    request = application.request_class(environ | claimed | {"wsgi.input": BytesIO(FORM)})

    assert request.GET.dict() == {"q": "é +2AA-"}
    assert request.GET.urlencode() == "q=%C3%A9+%2B2AA-"
    assert request.POST.dict() == {"verb": "Identify é"}
