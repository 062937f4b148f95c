//! What is found, in words. No text here has a place for anything of the request.

/// Something that makes a signature fail, or may.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// What it is.
    pub code: Cause,
    /// Whether it is proven: with this put right, the signature is the token's.
    pub is_certain: bool,
}

macro_rules! causes {
    ($($(#[$doc:meta])* $variant:ident $name:literal $message:literal $fix:literal)*) => {
        /// Why a signature fails.
        #[allow(clippy::doc_markdown, reason = "the texts are shown, not rendered")]
        #[derive(Clone, Copy, Debug, Eq, PartialEq)]
        #[non_exhaustive]
        pub enum Cause {
            $(#[doc = $message] $(#[$doc])* $variant,)*
        }

        impl Cause {
            /// Every cause, in the order of their names.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable name, `code` in JavaScript.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What is wrong.
            #[must_use]
            pub const fn message(self) -> &'static str {
                match self { $(Self::$variant => $message,)* }
            }

            /// How it is put right.
            #[must_use]
            pub const fn fix(self) -> &'static str {
                match self { $(Self::$variant => $fix,)* }
            }
        }
    };
}

causes! {
    Apostrophe "apostrophe"
        "an apostrophe of the url was signed in its other spelling, ' or %27"
        "pass the url as it came over the wire (Express: req.originalUrl), not through a parser"
    ArrayParams "array-params"
        "the body parser took [] off the names of repeated parameters"
        "pass the raw body as body, or parse with new URLSearchParams(body)"
    BodyHash "body-hash"
        "url and token are right, but the body is not the one that bodySHA256 in the url is the hash of"
        "pass the bytes as received, not JSON.stringify(req.body). Express: express.raw({ type: 'application/json' }); \
         Next.js and Workers: await request.text()"
    BodyHashTwice "body-hash-twice"
        "the query has bodySHA256 more than once, so what is signed is open to choice"
        "take bodySHA256 out of the url configured at Twilio: Twilio adds it by itself"
    BodyMissing "body-missing"
        "the request is a POST and came without parameters or body, so it was read or dropped before"
        "Express: put express.urlencoded({ extended: false }) before the check; \
         Next.js and Workers: read request.clone().text() before anything else does"
    BodyStringified "body-stringified"
        "the body is the text [object Object]: an object was made a string"
        "pass the raw body as body, or the parsed form as params"
    BodyTrimmed "body-trimmed"
        "white space at the edges of the body was removed or added, so its hash is another"
        "pass the bytes as received; take no text through trim()"
    BodyUnsigned "body-unsigned"
        "the signature covers the url alone: the body or the parameters given were not part of the request"
        "pass no params for a GET request; for JSON pass the raw body, and keep bodySHA256 in the url"
    Charset "charset"
        "the body is UTF-8 and was read as Latin-1"
        "pass the bytes as received, or read them as UTF-8"
    CoercedParams "coerced-params"
        "the middleware made numbers, booleans or null of parameters"
        "switch type conversion off for this route, or pass the raw body as body"
    DoubleEncoded "double-encoded"
        "the parameters were percent-encoded once more on the way"
        "hand the body on as it is; do not encode the values of a form that is already encoded"
    DoubleSlash "double-slash"
        "the path was signed with another number of slashes in a row"
        "configure the url at Twilio without //, or switch the merging of slashes off (nginx: merge_slashes off)"
    EmptyParamsLost "empty-params-lost"
        "parameters with an empty value were dropped"
        "keep empty values in the middleware, or pass the raw body as body"
    FormAsJson "form-as-json"
        "Twilio posted a form, and the body given is JSON made of it"
        "pass the parsed form as params, or the raw body, not JSON.stringify(req.body)"
    Fragment "fragment"
        "the url has a fragment, which is never sent and never signed"
        "take # and what follows out of the url configured at Twilio and of the one passed"
    HostChanged "host-changed"
        "Twilio called another host: a proxy or tunnel changed it"
        "pass the public url. Express: build it of req.get('x-forwarded-host') where your proxy sets that; \
         ngrok: --host-header may not rewrite it"
    HostPrivate "host-private"
        "the host is a private one, which Twilio cannot have called"
        "pass the public url that is configured at Twilio, not the one that the server sees behind its proxy"
    JsonAsParams "json-as-params"
        "the url has bodySHA256: the body is covered by that hash, and parameters are not signed"
        "pass the raw body as body, and no params. Express: express.raw({ type: 'application/json' })"
    JsonWithoutHash "json-without-hash"
        "the body is JSON, and the url has no bodySHA256 that would cover it"
        "pass the url with its whole query. If Twilio posts a form here, pass the raw body rather than JSON made of it"
    LineBreaks "line-breaks"
        "line breaks in the parameters were converted"
        "pass the raw body as body; normalize line breaks after the check"
    NestedParams "nested-params"
        "the body parser made objects of names with brackets"
        "Express: express.urlencoded({ extended: false }), or pass the raw body as body"
    NotText "not-text"
        "url, token, body or parameters hold half of a surrogate pair, which is no text that can have been sent"
        "find what cuts a text in the middle of an emoji, and check before it does"
    ParamsAdded "params-added"
        "there is a parameter that Twilio did not send"
        "check before middleware adds to req.body, or pass the raw body as body"
    ParamsShape "params-shape"
        "what is given as params is no set of names and values but a text, a file or something else"
        "pass a text as body, as it was received; pass params only as a parser made them of a form"
    ParamsTrimmed "params-trimmed"
        "white space at the edge of a parameter was removed"
        "trim after the check, or pass the raw body as body"
    ParamsTwice "params-twice"
        "parameters of the query were given once more as params"
        "pass the form of a POST as params and nothing of the query; for a GET request pass no params at all"
    PathEncoding "path-encoding"
        "the path was signed in another percent-encoding"
        "pass the path as it came over the wire (Express: req.originalUrl), not decoded"
    PathPrefixLost "path-prefix-lost"
        "the beginning of the path was cut off or added: a proxy, a mounted router or the function's host did that"
        "pass the public url. Express: req.originalUrl rather than req.url; serverless: put the stage's or function's \
         name before the path"
    PathRewritten "path-rewritten"
        "Twilio called another path: it was rewritten on the way"
        "pass the public url. The header that names the original path is X-Original-URL, X-Original-URI, \
         X-Rewrite-URL or X-Forwarded-Uri"
    PlusLost "plus-lost"
        "the + before phone numbers became a space"
        "decode the form once; write + as %2B wherever a form is written again"
    PortChanged "port-changed"
        "Twilio called another port"
        "pass the url with the port that is configured at Twilio, not the one the server listens on"
    QueryAdded "query-added"
        "the url has a query, or a part of it, that Twilio did not call"
        "pass the url before rewrites add to it. Next.js: x-invoke-path and rewrites add what the matcher captured"
    QueryAsParams "query-as-params"
        "this is a GET request whose parameters belong to the url, and they were given as params"
        "pass the url with its whole query and no params"
    QueryEncoding "query-encoding"
        "the query was signed in another percent-encoding"
        "pass the query as it came over the wire (Express: req.originalUrl), not parsed and written again"
    QueryLost "query-lost"
        "the query is missing in the url"
        "pass the url with its query. Express: req.originalUrl rather than req.path or req.baseUrl"
    QueryOrder "query-order"
        "the pairs of the query were signed in another order"
        "pass the query unsorted. Twilio itself sorts urls given in TwiML after it has signed them: \
         write their parameters in the order of the alphabet"
    QuestionMarkEscaped "question-mark-escaped"
        "the ? of the url was signed in its other spelling, ? or %3F"
        "do not build the url with url.format({ pathname }) of a path with query; append req.originalUrl as it is"
    SchemeChanged "scheme-changed"
        "Twilio called the url with the other scheme: a proxy ends TLS before the server"
        "pass the public url. Express: app.set('trust proxy', 1) makes req.protocol right where the proxy sets \
         X-Forwarded-Proto"
    SchemeWebsocket "scheme-websocket"
        "the handshake of a media stream is signed with wss, not https"
        "pass the url as TwiML names it, starting with wss://"
    SignatureCase "signature-case"
        "the signature came in other letters than it was sent in: upper and lower case count"
        "find what changes the case of header values; only names of headers have no case"
    SignatureForeign "signature-foreign"
        "the header holds a signature of another provider: SHA-256 or a list with a version, which Twilio never sends"
        "read X-Twilio-Signature, and check the other provider's signature by its own rules"
    SignatureHex "signature-hex"
        "the signature is in hexadecimal, and Twilio sends base64"
        "hand the header on as it came"
    SignatureJoined "signature-joined"
        "the header came twice and its values were joined"
        "let one place set X-Twilio-Signature: a proxy or test client adds a second one"
    SignatureMalformed "signature-malformed"
        "what stands in the header is no HMAC-SHA1 in base64, which has 28 characters"
        "pass the value of X-Twilio-Signature, all of it and nothing else"
    SignatureMissing "signature-missing"
        "there is no signature"
        "pass the value of the header X-Twilio-Signature; let the proxy hand it on. Requests without it are not Twilio's"
    SignaturePercentEncoded "signature-percent-encoded"
        "the signature was percent-encoded"
        "hand the header on as it came; header values are not urls"
    SignaturePlusLost "signature-plus-lost"
        "each + of the signature became a space"
        "hand the header on as it came; header values are not forms"
    SignaturePrefixed "signature-prefixed"
        "something stands before the signature"
        "pass the value of the header without its name or an algorithm"
    SignatureQuoted "signature-quoted"
        "the signature stands in quotation marks"
        "pass the value of the header, not JSON made of it"
    SignatureTelnyx "signature-telnyx"
        "the header holds an Ed25519 signature, as Telnyx sends it"
        "check this request as one of Telnyx, with its public key and timestamp"
    SignatureTruncated "signature-truncated"
        "the signature is cut short"
        "hand on the whole header: 28 characters, the last of which is ="
    SignatureUnpadded "signature-unpadded"
        "the signature lost the = at its end"
        "hand the header on as it came: a split at = drops that"
    SignatureUrlSafe "signature-url-safe"
        "the signature is in the url-safe alphabet of base64"
        "hand the header on as it came; Twilio sends + and /, not - and _"
    SignatureWhitespace "signature-whitespace"
        "there is white space in the signature"
        "trim the value of the header, or find what adds to it"
    Subaccount "subaccount"
        "the request is of another account than the token: AccountSid names a subaccount or the main account"
        "use the auth token of the account in AccountSid. Every subaccount has one of its own"
    TokenAccountSid "token-account-sid"
        "what is given as auth token is an account SID"
        "pass the auth token, which stands below the account SID in Twilio's console"
    TokenApiKey "token-api-key"
        "what is given as auth token is the SID of an API key"
        "pass the account's auth token: webhooks are signed with that, never with an API key"
    TokenCase "token-case"
        "the auth token was given in other letters than it has: it is lower-case"
        "pass the auth token as Twilio's console shows it"
    TokenQuoted "token-quoted"
        "the auth token was given in quotation marks or with the name of its variable"
        "take the quotation marks out of the value (docker --env-file keeps them), and the name before ="
    TokenShape "token-shape"
        "an auth token has 32 hexadecimal digits, and what is given has not: it may be the secret of an API key"
        "pass the account's auth token: webhooks are signed with that, never with an API key"
    TokenWhitespace "token-whitespace"
        "there is white space at an end of the auth token, often a line break of a file"
        "trim the auth token where it is read: printf %s, not echo, when it is stored"
    TokenWrong "token-wrong"
        "no change that is known makes the signature right: most likely the auth token is not this account's, \
         is an old one, or is that of the test credentials"
        "copy the primary auth token from Twilio's console, and compare the url with the one configured there, \
         letter by letter"
    TooLong "too-long"
        "url, body or parameters are longer than what is looked at"
        "raise no limit for this: Twilio sends nothing of that size"
    TrailingSlash "trailing-slash"
        "the path was signed with a slash at its end, or without"
        "pass the url exactly as it is configured at Twilio. Next.js: skipTrailingSlashRedirect; nginx: look at the \
         slash at the end of proxy_pass"
    UrlRelative "url-relative"
        "the url has no scheme and host"
        "pass the whole public url. Node: req.url and req.originalUrl are paths; put https:// and the public host before"
    UrlWhitespace "url-whitespace"
        "there is white space at an end of the url"
        "trim the url where it is read from the configuration"
    UserInfo "user-info"
        "the url was signed with another user name and password before its host"
        "pass the url as it is configured at Twilio, with user:password@. Servers see that as the header Authorization"
}

impl Finding {
    pub(super) const fn certain(code: Cause) -> Self {
        Self { code, is_certain: true }
    }

    pub(super) const fn likely(code: Cause) -> Self {
        Self { code, is_certain: false }
    }
}
