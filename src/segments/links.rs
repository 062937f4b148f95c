//! Finds the links of a text, as phones make them of what they show.

/// A link, by its offsets in bytes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Link {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Begins with `http://` or `https://`, which link shorteners look for.
    pub(super) has_scheme: bool,
}

/// The links of `text`, in order: what begins with `http://`, `https://` or
/// `www.`, and a host name that a slash follows. They end at white space and at
/// marks that enclose them, without the punctuation of the sentence.
pub(super) fn links(text: &str) -> Vec<Link> {
    let mut links = Vec::new();
    let mut start = 0;
    for (at, character) in text.char_indices() {
        if ends_word(character) {
            links.extend(link(text, start, at));
            start = at + character.len_utf8();
        }
    }
    links.extend(link(text, start, text.len()));
    links
}

fn ends_word(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '<' | '>' | '"' | '«' | '»' | '“' | '”' | '„' | '\u{200B}')
}

/// The link in a word, which is what no white space divides.
fn link(text: &str, from: usize, to: usize) -> Option<Link> {
    let word = text.get(from..to)?;
    let bytes = word.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let rest = bytes.get(at..)?;
        let host = rest.iter().take_while(|&&byte| is_host(byte)).count();
        if let Some((head, has_scheme)) = head(rest, host) {
            let end = at + sentence_end(rest);
            // A head alone leads nowhere.
            return (end > at + head).then_some(Link {
                start: from + at,
                end: from + end,
                has_scheme,
            });
        }
        // Behind what could be a host, or the one byte that can be in none.
        at += host.max(1);
    }
    None
}

/// How long the part is by which a link is known, and whether it is a scheme.
#[inline(never)]
fn head(rest: &[u8], host: usize) -> Option<(usize, bool)> {
    for scheme in [b"https://".as_slice(), b"http://"] {
        if starts_with(rest, scheme) {
            return Some((scheme.len(), true));
        }
    }
    if starts_with(rest, b"www.") {
        return Some((b"www.".len(), false));
    }
    (rest.get(host) == Some(&b'/') && is_name(rest.get(..host)?)).then_some((host, false))
}

fn starts_with(text: &[u8], prefix: &[u8]) -> bool {
    text.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
}

fn is_host(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-')
}

/// Labels with points between them, the last of two letters or more.
fn is_name(host: &[u8]) -> bool {
    let (mut label, mut letters, mut labels) = (0, 0, 0);
    for &byte in host {
        if byte == b'.' {
            if label == 0 {
                return false;
            }
            (label, letters, labels) = (0, 0, labels + 1);
        } else {
            label += 1;
            letters += usize::from(byte.is_ascii_alphabetic());
        }
    }
    labels > 0 && label >= 2 && letters == label
}

/// Where the link that `word` begins with ends. Punctuation at its end is the
/// sentence's, and so is a bracket that nothing in the link opens.
#[inline(never)]
fn sentence_end(word: &[u8]) -> usize {
    let mut open = [0_i32; BRACKETS.len()];
    for &byte in word {
        for (depth, [opening, closing]) in open.iter_mut().zip(BRACKETS) {
            *depth += i32::from(byte == opening) - i32::from(byte == closing);
        }
    }
    let mut end = word.len();
    while let Some(&byte) = word.get(..end).and_then(<[u8]>::last) {
        let closes = BRACKETS.iter().position(|[_, closing]| *closing == byte);
        match (closes.and_then(|bracket| open.get_mut(bracket)), byte) {
            (Some(depth), _) if *depth < 0 => *depth += 1,
            (None, b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'*' | b'_' | b'~') => {}
            _ => return end,
        }
        end -= 1;
    }
    end
}

const BRACKETS: [[u8; 2]; 3] = [*b"()", *b"[]", *b"{}"];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn finds(text: &str, wanted: &[&str]) {
        let found: Vec<&str> = links(text).iter().map(|link| &text[link.start..link.end]).collect();
        assert_eq!(found, wanted, "{text:?}");
    }

    #[test]
    fn a_scheme_begins_a_link_and_white_space_ends_it() {
        finds("see https://example.com/a?b=c#d now", &["https://example.com/a?b=c#d"]);
        finds("HTTP://EXAMPLE.COM", &["HTTP://EXAMPLE.COM"]);
        finds("http://a.example\nhttps://b.example", &["http://a.example", "https://b.example"]);
        finds("Link:https://example.com", &["https://example.com"]);
        finds("https://example.com/straße/’x", &["https://example.com/straße/’x"]);
    }

    #[test]
    fn a_scheme_alone_is_no_link() {
        finds("https:// and http://... and www.", &[]);
    }

    #[test]
    fn a_host_name_before_a_slash_is_a_link() {
        finds("pay at shop.example/p now", &["shop.example/p"]);
        finds("www.example.com", &["www.example.com"]);
        finds("example.com", &[]);
        finds("and/or, 3.5/kg, a.m./p.m., 24/7, ../x, .co/x, a..bc/x", &[]);
    }

    #[test]
    fn the_punctuation_of_the_sentence_is_not_in_the_link() {
        finds("(see https://example.com/a_(b)).", &["https://example.com/a_(b)"]);
        finds("Is it “https://example.com/x”?", &["https://example.com/x"]);
        finds(
            "<https://example.com>, [shop.example/x]!",
            &["https://example.com", "shop.example/x"],
        );
    }

    #[test]
    fn time_is_linear() {
        for unit in ["a.", "http:/", "www", "(", "].", "é"] {
            let text = unit.repeat(1 << 20);
            assert!(links(&text).len() <= 1, "{unit}");
        }
    }
}
