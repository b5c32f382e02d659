//! The table of problem codes: code, status, Chinese and English title. A code is stable; its title may be reworded.

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $status:literal, $zh:literal, $en:literal;)+) => {
        /// What kind of problem an answer tells of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Code { $($(#[doc = $doc])+ $variant,)+ }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &[Code] = &[$(Code::$variant,)+];

            /// The stable name in `code` and at the end of `type`.
            pub const fn name(self) -> &'static str { match self { $(Code::$variant => $name,)+ } }

            /// The HTTP status that always goes with it.
            pub const fn status(self) -> u16 { match self { $(Code::$variant => $status,)+ } }

            /// Title in Chinese and in English.
            pub const fn title(self) -> (&'static str, &'static str) { match self { $(Code::$variant => ($zh, $en),)+ } }
        }
    };
}

codes! {
    /// The request can't be read: broken JSON, a broken header.
    Malformed = "malformed", 400, "请求无法解析", "The request cannot be read";
    /// No token, or none that is good.
    Unauthenticated = "unauthenticated", 401, "未登录或登录已失效", "Not signed in, or the sign-in is no longer valid";
    /// Wrong name or password, refresh token, client secret or assertion.
    InvalidGrant = "invalid_grant", 401, "账号或凭据不正确", "The credentials are not correct";
    /// The password is right but too old for the installation's profile.
    PasswordExpired = "password_expired", 403, "密码已过期，请先修改密码", "The password has expired; change it first";
    /// The caller may know the thing but not do this to it.
    Forbidden = "forbidden", 403, "无权进行此操作", "This is not permitted";
    /// Absent, or hidden from the caller: the two look the same.
    NotFound = "not_found", 404, "未找到", "Not found";
    /// The path exists, the method does not.
    MethodNotAllowed = "method_not_allowed", 405, "不支持该请求方法", "The method is not allowed here";
    /// None of the formats that `Accept` names is there.
    NotAcceptable = "not_acceptable", 406, "无法按要求的格式提供", "None of the formats asked for can be given";
    /// The body did not arrive in time.
    RequestTimeout = "request_timeout", 408, "请求发送超时", "The request took too long to arrive";
    /// The state of things does not allow it.
    Conflict = "conflict", 409, "与当前状态冲突", "This conflicts with the present state";
    /// Something else holds this place already.
    AlreadyExists = "already_exists", 409, "已存在", "It exists already";
    /// The worker is posted elsewhere on some of these days.
    OverlappingPosting = "overlapping_posting", 409, "该社工在此期间已驻其他站点", "The worker is posted to a station on some of these days already";
    /// Another agreement covers the station on some of these days.
    OverlappingAgreement = "overlapping_agreement", 409, "该站点在此期间已有协议覆盖", "Another agreement covers the station on some of these days";
    /// The same Idempotency-Key is being worked on.
    InFlight = "in_flight", 409, "相同请求正在处理中", "The same request is being worked on";
    /// A cursor of a feed that was restored since.
    CursorExpired = "cursor_expired", 410, "游标已失效，请重新同步", "The cursor belongs to an earlier epoch; start again";
    /// The thing changed since the caller read it.
    Stale = "stale", 412, "内容已被他人修改", "It was changed since you read it";
    /// The body is over the limit.
    TooLarge = "too_large", 413, "请求体过大", "The request body is too large";
    /// Not a content type this operation reads.
    UnsupportedMediaType = "unsupported_media_type", 415, "不支持的内容类型", "The content type is not supported";
    /// The part of a file that was asked for lies beyond its end.
    RangeNotSatisfiable = "range_not_satisfiable", 416, "请求的范围超出文件", "The range lies beyond the end of the file";
    /// Fields or parameters are wrong; see `errors`.
    Invalid = "invalid", 422, "提交的内容有误", "The input is not valid";
    /// The Idempotency-Key was used for another request.
    KeyReused = "key_reused", 422, "Idempotency-Key 已用于其他请求", "The Idempotency-Key was used for another request";
    /// A change needs `If-Match`.
    PreconditionRequired = "precondition_required", 428, "修改须带 If-Match", "A change needs If-Match";
    /// Too many requests, or too many wrong passwords.
    TooManyRequests = "too_many_requests", 429, "请求过于频繁", "Too many requests";
    /// A fault of ours; the request id finds it in the log.
    Internal = "internal", 500, "服务内部错误", "Something went wrong on our side";
    /// The database or another part is not reachable now.
    Unavailable = "unavailable", 503, "服务暂不可用", "The service is not available now";
    /// The connection was lost at the commit: it may have been done. Repeat with the same Idempotency-Key.
    OutcomeUnknown = "outcome_unknown", 503, "结果未知，请用相同的 Idempotency-Key 重试", "The outcome is unknown; repeat with the same Idempotency-Key";
}
