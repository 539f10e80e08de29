// Draws the API's reference from its OpenAPI description.

// The page has a heading of its own.
const WithoutInfo = () => ({ wrapComponents: { InfoContainer: () => () => null } });

const place = document.getElementById("reference");

// The site may have been opened under another of its names; the page may ask only the one that it came from.
const askThisOrigin = (request) => {
  const asked = new URL(request.url, window.location.href);
  request.url = window.location.origin + asked.pathname + asked.search;
  return request;
};

window.SwaggerUIBundle({
  url: place.dataset.openapi,
  domNode: place,
  presets: [window.SwaggerUIBundle.presets.apis],
  plugins: [WithoutInfo],
  requestInterceptor: askThisOrigin,
  layout: "BaseLayout",
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  docExpansion: "list",
  validatorUrl: null,
});
