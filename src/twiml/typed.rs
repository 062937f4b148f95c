//! What the typed elements are made with: each is a name for [`Element`](crate::twiml::Element).

use std::borrow::Cow;

/// A value of an attribute.
pub(super) trait Value {
    /// As the attribute has it.
    fn text(&self) -> Cow<'_, str>;
}

impl Value for &str {
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl Value for bool {
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(if *self { "true" } else { "false" })
    }
}

impl Value for u32 {
    fn text(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

/// The values, with a space between each two.
pub(super) fn list<T: Value>(values: impl IntoIterator<Item = T>) -> String {
    let mut text = String::new();
    for (index, value) in values.into_iter().enumerate() {
        if index > 0 {
            text.push(' ');
        }
        text.push_str(&value.text());
    }
    text
}

/// Defines an element by what is said about it, its type and name, whether it takes text, its attributes,
/// those that are lists, and its children.
macro_rules! element {
    (
        $(#[$about_type:meta])* $type:ident = $xml:literal $(, $text:ident)?;
        $($about:literal $attribute:ident = $name:literal: $value:ty;)*
        lists { $($list_about:literal $list:ident = $list_name:literal: $item:ty;)* }
        children { $($(#[$about_child:meta])* $child:ident: $child_type:ident;)* }
    ) => {
        $(#[$about_type])*
        #[derive(Clone, Debug, Eq, PartialEq)]
        pub struct $type(Element);

        impl $type {
            element!(@new $xml $(, $text)?);

            $(
                #[doc = concat!("Sets `", $name, "`. ", $about)]
                #[must_use]
                pub fn $attribute(self, value: $value) -> Self {
                    Self(self.0.with($name, &value.text()))
                }
            )*

            $(
                #[doc = concat!("Sets `", $list_name, "`. ", $list_about)]
                #[must_use]
                pub fn $list(self, values: impl IntoIterator<Item = $item>) -> Self {
                    Self(self.0.with($list_name, &list(values)))
                }
            )*

            $(
                $(#[$about_child])*
                #[allow(clippy::should_implement_trait, reason = "`sub` is an element of SSML")]
                #[must_use]
                pub fn $child(self, child: $child_type) -> Self {
                    Self(self.0.child(child))
                }
            )*

            /// Adds text after the present content.
            #[must_use]
            pub fn text(self, text: &str) -> Self {
                Self(self.0.text(text))
            }

            /// Adds an element of any name after the present content.
            #[must_use]
            pub fn child(self, child: impl Into<Element>) -> Self {
                Self(self.0.child(child))
            }

            /// Adds a comment after the present content.
            #[must_use]
            pub fn comment(self, text: &str) -> Self {
                Self(self.0.comment(text))
            }

            /// Sets an attribute of any name.
            ///
            /// # Errors
            ///
            /// [`Error::Name`] if XML does not allow `name`.
            pub fn attribute(self, name: &str, value: &str) -> Result<Self, Error> {
                self.0.attribute(name, value).map(Self)
            }
        }

        /// The element alone, without an XML declaration.
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<$type> for Element {
            fn from(typed: $type) -> Self {
                typed.0
            }
        }
    };
    (@new $xml:literal, text) => {
        #[doc = concat!("A `<", $xml, ">` of one text.")]
        #[must_use]
        pub fn new(text: &str) -> Self {
            Self(Element::known($xml).text(text))
        }

        #[doc = concat!("An empty `<", $xml, ">`.")]
        #[must_use]
        pub const fn empty() -> Self {
            Self(Element::known($xml))
        }
    };
    (@new $xml:literal) => {
        #[doc = concat!("An empty `<", $xml, ">`.")]
        #[allow(clippy::new_without_default, reason = "an element is no value with a default")]
        #[must_use]
        pub const fn new() -> Self {
            Self(Element::known($xml))
        }
    };
}

/// Defines the values that an attribute may have.
macro_rules! values {
    ($meaning:literal $type:ident { $($variant:ident $text:literal,)* }) => {
        #[doc = $meaning]
        #[derive(Clone, Copy, Debug, Eq, PartialEq)]
        #[non_exhaustive]
        pub enum $type {
            $(
                #[doc = concat!("`", $text, "`")]
                $variant,
            )*
        }

        impl $type {
            /// The value as the attribute has it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }

        impl Value for $type {
            fn text(&self) -> Cow<'_, str> {
                Cow::Borrowed(self.as_str())
            }
        }
    };
}

/// Defines a document by its meaning, its type and its verbs.
macro_rules! response {
    ($meaning:literal $type:ident { $($(#[$about_child:meta])* $child:ident: $child_type:ident;)* }) => {
        #[doc = $meaning]
        ///
        /// Its verbs are done in their order.
        #[derive(Clone, Debug, Default, Eq, PartialEq)]
        pub struct $type(Document);

        impl $type {
            /// An empty document: Twilio does nothing.
            #[must_use]
            pub const fn new() -> Self {
                Self(Document::new())
            }

            $(
                $(#[$about_child])*
                #[must_use]
                pub fn $child(self, child: $child_type) -> Self {
                    self.child(child)
                }
            )*

            /// Adds an element of any name.
            #[must_use]
            pub fn child(self, child: impl Into<Element>) -> Self {
                Self(self.0.child(child.into()))
            }

            /// Adds text between the verbs.
            #[must_use]
            pub fn text(self, text: &str) -> Self {
                Self(self.0.text(text))
            }

            /// Adds a comment between the verbs. A space parts two hyphens, which a comment cannot hold.
            #[must_use]
            pub fn comment(self, text: &str) -> Self {
                Self(self.0.comment(text))
            }

            /// Adds a comment before `<Response>`, after those added earlier.
            #[must_use]
            pub fn comment_before(self, text: &str) -> Self {
                Self(self.0.comment_before(text))
            }

            /// Adds a comment directly after `<Response>`, before those added earlier.
            #[must_use]
            pub fn comment_after(self, text: &str) -> Self {
                Self(self.0.comment_after(text))
            }

            /// The whole document.
            ///
            /// # Errors
            ///
            /// [`Error::TooLong`] if it has more than [`MAX_DOCUMENT`](crate::twiml::MAX_DOCUMENT) bytes.
            pub fn to_xml(&self) -> Result<String, Error> {
                self.0.to_xml(Style::Compact)
            }

            /// The whole document, with every element on a line of its own, but for those beside text.
            ///
            /// # Errors
            ///
            /// [`Error::TooLong`] if it has more than [`MAX_DOCUMENT`](crate::twiml::MAX_DOCUMENT) bytes.
            pub fn to_pretty_xml(&self) -> Result<String, Error> {
                self.0.to_xml(Style::Pretty)
            }
        }
    };
}

pub(super) use {element, response, values};
