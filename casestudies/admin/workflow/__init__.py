"""The steps of the workflow at the desk: a page for each, which says what will happen, asks what is needed, acts."""

from django.urls import path

from casestudies.admin.workflow import desk_work, notices, publication, review

VIEWS = [
    review.Submit,
    review.Claim,
    review.Release,
    review.Approve,
    review.Return,
    publication.Publish,
    publication.ScheduleStep,
    publication.Unschedule,
    publication.Move,
    notices.Withdraw,
    notices.Reinstate,
    desk_work.Assign,
    desk_work.Limit,
]


def urls(model_admin):
    wrap = model_admin.admin_site.admin_view
    return [
        path(
            f"<int:pk>/{view.address}/",
            wrap(view.as_view(model_admin=model_admin)),
            name=f"casestudies_casestudy_{view.address}",
        )
        for view in VIEWS
    ]
