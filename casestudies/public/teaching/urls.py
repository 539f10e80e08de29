"""The addresses of the classroom, below those of the public door."""

from django.urls import path

from casestudies.public.teaching import session

urlpatterns = [
    path("cases/<slug:slug>/teach/", session.teach, name="teach"),
    path("cases/<slug:slug>/teach/project/", session.project, name="project"),
]
