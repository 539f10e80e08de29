"""What machines read: it has one address, whatever language the pages are read in."""

from django.urls import path, re_path

from casestudies.public import feeds, media, share, signing_keys, sitemaps
from casestudies.public.oai import door

urlpatterns = [
    *feeds.addresses(),
    path("cases/<slug:slug>/card.png", share.card_image, name="card_image"),
    path("oembed", share.oembed, name="oembed"),
    path("oai", door.oai, name="oai"),
    path(".well-known/casebook-keys.json", signing_keys.signing_keys, name="signing_keys"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
    re_path(r"^media/(?P<sha256>[0-9a-f]{64})\.(?P<extension>[a-z]{2,5})$", media.media, name="media"),
]
