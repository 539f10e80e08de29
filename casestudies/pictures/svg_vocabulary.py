"""The elements and attributes of SVG that draw, and nothing that acts, loads or animates (SVG 2, appendix F)."""

_CONTAINERS = "svg g defs symbol use title desc marker clipPath mask pattern linearGradient radialGradient stop filter"
_SHAPES = "path rect circle ellipse line polyline polygon"
_TEXT = "text tspan textPath title desc"
_FILTERS = """
    feBlend feColorMatrix feComponentTransfer feComposite feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
    feGaussianBlur feMerge feMergeNode feMorphology feOffset feTurbulence
"""
_GEOMETRY = """
    id viewBox preserveAspectRatio x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy d points width height transform
    pathLength rotate textLength lengthAdjust startOffset side spacing offset gradientUnits gradientTransform
    spreadMethod patternUnits patternContentUnits patternTransform clipPathUnits maskUnits maskContentUnits
    markerWidth markerHeight markerUnits refX refY orient filterUnits primitiveUnits in in2 result stdDeviation
    mode operator k1 k2 k3 k4 values type tableValues slope intercept amplitude exponent radius baseFrequency
    numOctaves seed stitchTiles role aria-label
"""
_PRESENTATION = """
    alignment-baseline baseline-shift clip-path clip-rule color color-interpolation color-interpolation-filters
    direction display dominant-baseline fill fill-opacity fill-rule filter flood-color flood-opacity font-family
    font-size font-size-adjust font-stretch font-style font-variant font-weight letter-spacing marker-end
    marker-mid marker-start mask mask-type opacity overflow paint-order shape-rendering stop-color stop-opacity
    stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity
    stroke-width text-anchor text-decoration text-rendering unicode-bidi vector-effect visibility word-spacing
    writing-mode mix-blend-mode isolation
"""
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

GROUPS = frozenset(["a", "switch"])  # kept as plain groups
ELEMENTS = frozenset(f"{_CONTAINERS} {_SHAPES} {_TEXT} {_FILTERS}".split()) | GROUPS
TEXT_ELEMENTS = frozenset(_TEXT.split())
PRESENTATION = frozenset(_PRESENTATION.split())
ATTRIBUTES = frozenset(_GEOMETRY.split()) | PRESENTATION | {_XML_SPACE}
