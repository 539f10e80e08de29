// Draws the API's reference from its OpenAPI description.

// The page has a heading of its own.
const WithoutInfo = () => ({ wrapComponents: { InfoContainer: () => () => null } });

const place = document.getElementById("reference");

window.SwaggerUIBundle({
  url: place.dataset.openapi,
  domNode: place,
  presets: [window.SwaggerUIBundle.presets.apis],
  plugins: [WithoutInfo],
  layout: "BaseLayout",
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  docExpansion: "list",
  validatorUrl: null,
});
