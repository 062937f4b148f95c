//! Whether a text is JSON.
//!
//! RFC 8259, in one pass and without recursion: what is open is a stack of the marks that end it.

/// Whether `text` is a JSON object.
pub(super) fn is_object(text: &str) -> bool {
    let mut scanner = Scanner { rest: text.as_bytes() };
    scanner.space();
    scanner.rest.starts_with(b"{") && scanner.value().is_some() && scanner.rest.is_empty()
}

struct Scanner<'a> {
    rest: &'a [u8],
}

/// What comes next.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Next {
    /// A value; after `[` its end as well.
    Value { or_end: bool },
    /// A name; after `{` its end as well.
    Name { or_end: bool },
    /// What follows a value: a comma, or the end of what it is in.
    Rest,
}

impl Scanner<'_> {
    /// Steps over a value and the space behind it.
    fn value(&mut self) -> Option<()> {
        let mut open = Vec::new();
        let mut next = Next::Value { or_end: false };
        loop {
            self.space();
            if next == Next::Rest && open.is_empty() {
                return Some(());
            }
            let (&first, rest) = self.rest.split_first()?;
            next = match (next, first) {
                (Next::Value { .. }, b'{') => {
                    self.rest = rest;
                    open.push(b'}');
                    Next::Name { or_end: true }
                }
                (Next::Value { .. }, b'[') => {
                    self.rest = rest;
                    open.push(b']');
                    Next::Value { or_end: true }
                }
                (
                    Next::Value { or_end: true } | Next::Name { or_end: true } | Next::Rest,
                    b']' | b'}',
                ) => {
                    self.rest = rest;
                    (open.pop()? == first).then_some(Next::Rest)?
                }
                (Next::Value { .. }, _) => {
                    self.scalar(first)?;
                    Next::Rest
                }
                (Next::Name { .. }, _) => {
                    self.string()?;
                    self.space();
                    self.eat(b":")?;
                    Next::Value { or_end: false }
                }
                (Next::Rest, _) => {
                    self.eat(b",")?;
                    match open.last()? {
                        b'}' => Next::Name { or_end: false },
                        _ => Next::Value { or_end: false },
                    }
                }
            };
        }
    }

    fn scalar(&mut self, first: u8) -> Option<()> {
        match first {
            b'"' => self.string(),
            b't' => self.eat(b"true"),
            b'f' => self.eat(b"false"),
            b'n' => self.eat(b"null"),
            _ => self.number(),
        }
    }

    fn number(&mut self) -> Option<()> {
        let _ = self.eat(b"-");
        if self.eat(b"0").is_none() {
            self.digits()?;
        }
        if self.eat(b".").is_some() {
            self.digits()?;
        }
        if self.eat(b"e").or_else(|| self.eat(b"E")).is_some() {
            let _ = self.eat(b"+").or_else(|| self.eat(b"-"));
            self.digits()?;
        }
        Some(())
    }

    fn digits(&mut self) -> Option<()> {
        let count = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.rest = self.rest.get(count..)?;
        (count > 0).then_some(())
    }

    fn string(&mut self) -> Option<()> {
        self.eat(b"\"")?;
        loop {
            let (&byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            match byte {
                b'"' => return Some(()),
                b'\\' => self.escape()?,
                0..0x20 => return None,
                _ => {}
            }
        }
    }

    fn escape(&mut self) -> Option<()> {
        let (&byte, rest) = self.rest.split_first()?;
        let length = match byte {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => 0,
            b'u' if rest.get(..4)?.iter().all(u8::is_ascii_hexdigit) => 4,
            _ => return None,
        };
        self.rest = rest.get(length..)?;
        Some(())
    }

    fn space(&mut self) {
        while let [b' ' | b'\t' | b'\n' | b'\r', rest @ ..] = self.rest {
            self.rest = rest;
        }
    }

    fn eat(&mut self, text: &[u8]) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::is_object;

    #[test]
    fn takes_objects_of_rfc_8259() {
        for text in [
            "{}",
            " { } ",
            r#"{"a":1}"#,
            r#"{"a":[],"b":{},"c":[1,2,[3,{"d":null}]]}"#,
            r#"{"":-0.5e+10,"b":0,"c":1E2,"d":true,"e":false}"#,
            r#"{"a":"\"\\\/\b\f\n\r\té","é":"😀"}"#,
            "{\n\t\"a\" : [ 1 , 2 ]\r\n}",
        ] {
            assert!(is_object(text), "{text}");
        }
    }

    #[test]
    fn refuses_all_else() {
        for text in [
            "",
            "{",
            "}",
            "[]",
            "1",
            "null",
            "\"a\"",
            "{a:1}",
            "{'a':1}",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{,}",
            "{\"a\":1 \"b\":2}",
            "{\"a\":01}",
            "{\"a\":.5}",
            "{\"a\":1.}",
            "{\"a\":+1}",
            "{\"a\":1e}",
            "{\"a\":-}",
            "{\"a\":\"\\x\"}",
            "{\"a\":\"\\u12g4\"}",
            "{\"a\":\"\n\"}",
            "{\"a\":tru}",
            "{\"a\":NaN}",
            "{\"a\":[1,]}",
            "{\"a\":[}",
            "{\"a\":1]",
            "{\"a\":1}}",
            "{\"a\":1}{}",
            "{\"a\":undefined}",
            "{\"a\":1}//",
            "{\"a\":\"",
        ] {
            assert!(!is_object(text), "{text}");
        }
    }

    #[test]
    fn is_linear_and_needs_no_stack() {
        let depth = 1 << 20;
        let deep = ["{\"a\":", &"[".repeat(depth), &"]".repeat(depth), "}"].concat();
        assert!(is_object(&deep));
        assert!(!is_object(&"{\"a\":".repeat(depth)));
    }
}
