package httpapi

// PagePolicy is the page's Content-Security-Policy: nothing but the site's own files. It is in the page itself, for hosts
// that send no headers, and in headers where there are some; scripts/build copies it from here.
//
// CodeMirror adds style elements while it runs; they carry the nonce. A nonce in a file that never changes is no secret,
// but nothing that is shown becomes markup, scripts come from files only, and so style attributes and other style
// elements stay forbidden, which 'unsafe-inline' would allow.
const PagePolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; " +
	"style-src 'self' 'nonce-linkplay-editor'; img-src 'self' data:; manifest-src 'self'; base-uri 'none'; form-action 'none'"

// KeptForEver is the Cache-Control of what never changes: its address says what it holds.
const KeptForEver = "public, max-age=31536000, immutable"
