//! The elements of an answer to a message.

use crate::twiml::writer::{DECLARATION, write_comment};
use crate::twiml::{Element, Error, MAX_DOCUMENT};

/// The answer to an incoming message: what Twilio shall do next.
///
/// # Example
///
/// ```
/// use septet::twiml::{Message, MessagingResponse};
///
/// let answer = MessagingResponse::new().message(Message::new("See you at 5 & bring tea"));
/// assert_eq!(
///     answer.to_xml()?,
///     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
///      <Response><Message>See you at 5 &amp; bring tea</Message></Response>"
/// );
/// # Ok::<(), septet::twiml::Error>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MessagingResponse {
    before: String,
    root: Element,
    after: Vec<String>,
}

impl MessagingResponse {
    /// An empty answer: Twilio does nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self { before: String::new(), root: Element::known("Response"), after: Vec::new() }
    }

    /// Sends a message.
    #[must_use]
    pub fn message(self, message: Message) -> Self {
        self.child(message)
    }

    /// Hands over to the TwiML at another URL.
    #[must_use]
    pub fn redirect(self, redirect: Redirect) -> Self {
        self.child(redirect)
    }

    /// Adds an element of any name.
    #[must_use]
    pub fn child(self, child: impl Into<Element>) -> Self {
        Self { root: self.root.child(child), ..self }
    }

    /// Adds text between the verbs.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        Self { root: self.root.text(text), ..self }
    }

    /// Adds a comment between the verbs.
    #[must_use]
    pub fn comment(self, text: &str) -> Self {
        Self { root: self.root.comment(text), ..self }
    }

    /// Adds a comment before `<Response>`, after those added earlier.
    #[must_use]
    pub fn comment_before(mut self, text: &str) -> Self {
        write_comment(text, &mut self.before);
        self
    }

    /// Adds a comment directly after `<Response>`, before those added earlier.
    #[must_use]
    pub fn comment_after(mut self, text: &str) -> Self {
        let mut comment = String::new();
        write_comment(text, &mut comment);
        self.after.push(comment);
        self
    }

    /// The whole document.
    ///
    /// # Errors
    ///
    /// [`Error::TooLong`] if it has more than [`MAX_DOCUMENT`] bytes.
    pub fn to_xml(&self) -> Result<String, Error> {
        let mut out = String::from(DECLARATION);
        out.push_str(&self.before);
        self.root.write(&mut out);
        self.after.iter().rev().for_each(|comment| out.push_str(comment));
        if out.len() > MAX_DOCUMENT { Err(Error::TooLong) } else { Ok(out) }
    }
}

impl Default for MessagingResponse {
    fn default() -> Self {
        Self::new()
    }
}

/// `<Message>`: sends a message.
///
/// # Example
///
/// ```
/// use septet::twiml::{Body, Element, Media, Message};
///
/// let message = Message::empty().to("+15005550006").body(Body::new("Look")).media(Media::new("https://example.com/a?b&c"));
/// assert_eq!(
///     Element::from(message).to_string(),
///     "<Message to=\"+15005550006\"><Body>Look</Body><Media>https://example.com/a?b&amp;c</Media></Message>"
/// );
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Message(Element);

impl Message {
    /// A message of one text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(Element::known("Message").text(text))
    }

    /// A message that gets its content from [`Message::body`] and [`Message::media`].
    #[must_use]
    pub const fn empty() -> Self {
        Self(Element::known("Message"))
    }

    /// The URL that is told about the message's status.
    #[must_use]
    pub fn action(self, url: &str) -> Self {
        Self(self.0.with("action", url))
    }

    /// The number to send from.
    #[must_use]
    pub fn from_number(self, number: &str) -> Self {
        Self(self.0.with("from", number))
    }

    /// How [`Message::action`] is called: `GET` or `POST`.
    #[must_use]
    pub fn method(self, method: &str) -> Self {
        Self(self.0.with("method", method))
    }

    /// The older name of [`Message::action`].
    #[must_use]
    pub fn status_callback(self, url: &str) -> Self {
        Self(self.0.with("statusCallback", url))
    }

    /// The number to send to.
    #[must_use]
    pub fn to(self, number: &str) -> Self {
        Self(self.0.with("to", number))
    }

    /// Adds a `<Body>`.
    #[must_use]
    pub fn body(self, body: Body) -> Self {
        Self(self.0.child(body))
    }

    /// Adds a `<Media>`.
    #[must_use]
    pub fn media(self, media: Media) -> Self {
        Self(self.0.child(media))
    }
}

impl From<Message> for Element {
    fn from(message: Message) -> Self {
        message.0
    }
}

/// `<Body>`: the text of a message.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Body(Element);

impl Body {
    /// A body of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(Element::known("Body").text(text))
    }
}

impl From<Body> for Element {
    fn from(body: Body) -> Self {
        body.0
    }
}

/// `<Media>`: the URL of a picture or file to send along.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Media(Element);

impl Media {
    /// The media at `url`.
    #[must_use]
    pub fn new(url: &str) -> Self {
        Self(Element::known("Media").text(url))
    }
}

impl From<Media> for Element {
    fn from(media: Media) -> Self {
        media.0
    }
}

/// `<Redirect>`: hands over to the TwiML at another URL.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Redirect(Element);

impl Redirect {
    /// The TwiML at `url`.
    #[must_use]
    pub fn new(url: &str) -> Self {
        Self(Element::known("Redirect").text(url))
    }

    /// How the URL is called: `GET` or `POST`.
    #[must_use]
    pub fn method(self, method: &str) -> Self {
        Self(self.0.with("method", method))
    }
}

impl From<Redirect> for Element {
    fn from(redirect: Redirect) -> Self {
        redirect.0
    }
}
