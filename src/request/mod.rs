//! Twilio's REST API as data: requests to be sent, and the meaning of what comes back.
//!
//! Nothing here does I/O. [`Account::request`] turns an [`Operation`] and its
//! parameters into a [`Request`] for any HTTP client; [`classify`] says what an
//! answer means, above all whether a message was sent.
//!
//! # Example
//!
//! ```
//! use septet::request::{Account, Credentials, Place, operation};
//!
//! let account = Account::new(
//!     Credentials::Token { account_sid: "AC00000000000000000000000000000000", auth_token: "secret" },
//!     Place::default(),
//! )?;
//! let create = operation("messages.create").ok_or("no such operation")?;
//! let request = account.request(create, &[("to", "+15005550006".into()), ("body", "Hi".into())])?;
//! assert_eq!(request.method.as_str(), "POST");
//! assert_eq!(request.body.as_deref(), Some("To=%2B15005550006&Body=Hi"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod account;
mod answer;
mod date;
mod endpoint;
mod error;
mod messages;
mod operation;
mod resource;

pub use account::{Account, Credentials};
pub use answer::{End, Failure, Outcome, Reply, classify};
pub use endpoint::{Endpoint, Place, Request};
pub use error::Error;
pub use operation::{Kind, Method, Operation, Parameter, Placement, Value, operation};
pub use resource::{FieldKind, Resource, camel_case};

/// The longest parameters of one request, names and values together, in UTF-16 code units.
pub const MAX_PARAMETERS: usize = 65_536;

/// The longest answer that is read, in bytes: 1 MiB.
pub const MAX_ANSWER: usize = 1_048_576;

/// The longest account SID, key, secret or token, in UTF-16 code units.
pub const MAX_CREDENTIAL: usize = 512;

/// The longest wait that can be asked for, in milliseconds: what a 32-bit timer holds.
pub const MAX_TIMEOUT: usize = 2_147_483_647;

/// How long a call waits for the whole answer unless told otherwise, in milliseconds.
pub const DEFAULT_TIMEOUT: usize = 30_000;
