//! What providers do differently from each other, as data.

use super::{Header, Language, Languages};

/// Whose rules a text is measured by.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum Provider {
    /// Infobip, with the national language tables that it knows.
    Infobip,
    /// Telnyx, from long codes, toll-free numbers and names.
    Telnyx,
    /// Twilio, and any provider that does nothing special.
    #[default]
    Twilio,
    /// Twilio, from US toll-free numbers.
    TwilioTollFree,
}

impl Provider {
    /// Every provider, by name.
    pub const ALL: [Self; 4] = [Self::Infobip, Self::Telnyx, Self::Twilio, Self::TwilioTollFree];

    /// The name of this provider in JavaScript.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Infobip => "infobip",
            Self::Telnyx => "telnyx",
            Self::Twilio => "twilio",
            Self::TwilioTollFree => "twilio-tollfree",
        }
    }

    /// Which document says what this provider does.
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Self::Infobip => {
                "Infobip: Optimizing multilingual SMS, National Language Identifier; \
                 API essentials, National Language Shift"
            }
            Self::Telnyx => "Telnyx: Message encoding, GSM 7-bit character set",
            Self::Twilio => "Twilio: What the heck is a segment; error 21617",
            Self::TwilioTollFree => {
                "TwilioDevEd/message-segment-calculator, issue 51; Twilio, error 21617"
            }
        }
    }

    /// What this provider does; [`Self::source`] says who says so.
    ///
    /// # Example
    ///
    /// ```
    /// use septet::segments::{Header, Provider};
    ///
    /// assert_eq!(Provider::TwilioTollFree.profile().header, Header::Bytes7);
    /// assert_eq!(Provider::Telnyx.profile().max_segments, Some(10));
    /// ```
    #[must_use]
    pub const fn profile(self) -> Profile {
        match self {
            Self::Infobip => Profile {
                languages: Languages::of(&[
                    Language::Turkish,
                    Language::Spanish,
                    Language::Portuguese,
                ]),
                mixes_languages: false,
                ..Profile::PLAIN
            },
            Self::Telnyx => Profile {
                left_out: &[
                    0x0C, 0xA4, 0xC7, 0x393, 0x394, 0x398, 0x39B, 0x39E, 0x3A0, 0x3A3, 0x3A6,
                    0x3A8, 0x3A9, 0x20AC,
                ],
                max_segments: Some(10),
                ..Profile::PLAIN
            },
            Self::Twilio => {
                Profile { max_characters: Some(TWILIO_MAX_CHARACTERS), ..Profile::PLAIN }
            }
            Self::TwilioTollFree => Profile {
                header: Header::Bytes7,
                max_characters: Some(TWILIO_MAX_CHARACTERS),
                ..Profile::PLAIN
            },
        }
    }
}

/// What a provider does.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Profile {
    /// The header of each of several segments.
    pub header: Header,
    /// The languages whose tables it can use. Whether it does may depend on the message: Infobip
    /// wants `languageCode` to name the language, or to be `AUTODETECT`.
    pub languages: Languages,
    /// Whether the locking shift table of one language and the single shift table of another may
    /// stand in one message, as the standard allows.
    pub mixes_languages: bool,
    /// Characters of GSM-7 that are sent as UCS-2 nevertheless, as UTF-16 code units.
    pub left_out: &'static [u16],
    /// Characters (code points) of the longest text taken, if that is what it limits.
    pub max_characters: Option<usize>,
    /// Segments of the longest text taken, if that is what it limits.
    pub max_segments: Option<usize>,
}

impl Profile {
    /// What is done where nothing special is.
    const PLAIN: Self = Self {
        header: Header::Bytes6,
        languages: Languages::NONE,
        mixes_languages: true,
        left_out: &[],
        max_characters: None,
        max_segments: None,
    };
}

/// Twilio's error 21617: the body of a message exceeds the limit of 1,600 characters.
const TWILIO_MAX_CHARACTERS: usize = 1_600;
