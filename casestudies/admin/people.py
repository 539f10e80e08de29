"""Who is credited: people and organisations, who need no account."""

from django.contrib import admin

from casestudies.admin.vocabularies import CountsUses
from casestudies.models import CaseStudy, Contribution, Person


@admin.register(Person)
class PersonAdmin(CountsUses):
    uses = (Contribution, "person")
    list_display = ["name", "key", "kind", "affiliation", "used_in"]
    search_fields = ["name", "key", "affiliation"]
    fields = [("name", "family"), ("key", "kind"), ("orcid", "affiliation"), "url"]

    def case_studies_using(self, obj):
        return CaseStudy.objects.filter(contributions__person=obj) | CaseStudy.objects.filter(
            classifications__classified_by=obj
        )
