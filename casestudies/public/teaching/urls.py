"""The addresses of the classroom, below those of the public door."""

from django.urls import path

from casestudies.public.teaching import handout, packages, passes, session

urlpatterns = [
    path("cases/<slug:slug>/teach/", session.teach, name="teach"),
    path("cases/<slug:slug>/teach/project/", session.project, name="project"),
    path("cases/<slug:slug>/handout/", handout.handout, name="handout"),
    path("cases/<slug:slug>/handout.pdf", handout.handout_pdf, name="handout_pdf"),
    path("cases/<slug:slug>/case.imscc", packages.cartridge, name="cartridge"),
    path("cases/<slug:slug>/questions.xml", packages.questions, name="moodle_questions"),
    path("teach/<str:token>/", passes.opened, name="teacher_pass"),
    path("teach/<str:token>/<slug:slug>/", passes.page(session.teaching_page)),
    path("teach/<str:token>/<slug:slug>/project/", passes.page(session.projector)),
    path("teach/<str:token>/<slug:slug>/handout/", passes.page(handout.handout_page)),
    path("teach/<str:token>/<slug:slug>/handout.pdf", passes.page(handout.pdf_file)),
    path("teach/<str:token>/<slug:slug>/questions.xml", passes.page(packages.questions_file)),
]
