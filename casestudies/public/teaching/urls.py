"""The addresses of the classroom, below those of the public door."""

from django.urls import path

from casestudies.public.teaching import handout, packages, session

urlpatterns = [
    path("cases/<slug:slug>/teach/", session.teach, name="teach"),
    path("cases/<slug:slug>/teach/project/", session.project, name="project"),
    path("cases/<slug:slug>/handout/", handout.handout, name="handout"),
    path("cases/<slug:slug>/handout.pdf", handout.handout_pdf, name="handout_pdf"),
    path("cases/<slug:slug>/case.imscc", packages.cartridge, name="cartridge"),
    path("cases/<slug:slug>/questions.xml", packages.questions, name="moodle_questions"),
]
