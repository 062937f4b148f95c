//! Messages: the operations of Twilio's REST API 2010-04-01, as npm `twilio` 6.2.0 names their parameters.

use crate::request::Kind::{Boolean, Date, Integer, List, Number, Text};
use crate::request::{Kind, Method, Operation, Parameter, Placement, Resource};

pub(super) static OPERATIONS: [Operation; 3] = [
    Operation {
        name: "messages.create",
        method: Method::Post,
        product: "api",
        path: "/2010-04-01/Accounts/{AccountSid}/Messages.json",
        parameters: &CREATE,
        items: None,
        resource: &MESSAGE,
    },
    Operation {
        name: "messages.fetch",
        method: Method::Get,
        product: "api",
        path: "/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json",
        parameters: &FETCH,
        items: None,
        resource: &MESSAGE,
    },
    Operation {
        name: "messages.list",
        method: Method::Get,
        product: "api",
        path: "/2010-04-01/Accounts/{AccountSid}/Messages.json",
        parameters: &LIST,
        items: Some("messages"),
        resource: &MESSAGE,
    },
];

static CREATE: [Parameter; 26] = [
    Parameter { required: true, ..form("to", "To", Text) },
    form("addressRetention", "AddressRetention", Text),
    form("applicationSid", "ApplicationSid", Text),
    form("attempt", "Attempt", Integer),
    form("body", "Body", Text),
    form("contentRetention", "ContentRetention", Text),
    form("contentSid", "ContentSid", Text),
    form("contentVariables", "ContentVariables", Text),
    form("fallbackFrom", "FallbackFrom", Text),
    form("forceDelivery", "ForceDelivery", Boolean),
    form("from", "From", Text),
    form("maxPrice", "MaxPrice", Number),
    form("mediaUrl", "MediaUrl", List),
    form("messageIntent", "MessageIntent", Text),
    form("messagingServiceSid", "MessagingServiceSid", Text),
    form("persistentAction", "PersistentAction", List),
    form("provideFeedback", "ProvideFeedback", Boolean),
    form("riskCheck", "RiskCheck", Text),
    form("scheduleType", "ScheduleType", Text),
    form("sendAsMms", "SendAsMms", Boolean),
    form("sendAt", "SendAt", Date),
    form("shortenUrls", "ShortenUrls", Boolean),
    form("smartEncoded", "SmartEncoded", Boolean),
    form("statusCallback", "StatusCallback", Text),
    form("trafficType", "TrafficType", Text),
    form("validityPeriod", "ValidityPeriod", Integer),
];

static FETCH: [Parameter; 1] = [Parameter {
    name: "sid",
    wire: "Sid",
    kind: Text,
    place: Placement::Sid(&["SM", "MM"]),
    required: true,
}];

static LIST: [Parameter; 6] = [
    form("dateSent", "DateSent", Date),
    form("dateSentAfter", "DateSent>", Date),
    form("dateSentBefore", "DateSent<", Date),
    form("from", "From", Text),
    form("pageSize", "PageSize", Integer),
    form("to", "To", Text),
];

static MESSAGE: Resource = Resource {
    dates: &["date_created", "date_sent", "date_updated"],
    numbers: &["num_media", "num_segments"],
};

const fn form(name: &'static str, wire: &'static str, kind: Kind) -> Parameter {
    Parameter { name, wire, kind, place: Placement::Form, required: false }
}
