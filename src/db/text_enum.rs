//! Enums that the database keeps as text and the API names in both languages. One macro, because the text would
//! otherwise be written four times: for serde, for PostgreSQL, for `/code-lists` and for sorting out bad input.

/// One value of an enum, as `/code-lists` shows it.
#[derive(Debug, Clone, Copy, serde::Serialize, utoipa::ToSchema)]
pub struct Label {
    /// The value in JSON.
    pub code: &'static str,
    /// Chinese label.
    pub zh: &'static str,
    /// English label.
    pub en: &'static str,
}

/// An enum with labels.
pub trait TextEnum: Sized + Copy + 'static {
    /// Every value in order.
    const LABELS: &'static [Label];
    /// The value in JSON and in the database.
    fn code(self) -> &'static str;
    /// The value of a code.
    fn from_code(code: &str) -> Option<Self>;
    /// Its code and labels.
    fn label(self) -> Label;
}

/// Declares an enum with its codes and labels: `text_enum! { /// doc  Kind { /// doc  Town = "town", "镇", "Town"; } }`.
#[macro_export]
macro_rules! text_enum {
    ($(#[$meta:meta])+ $name:ident { $($(#[$vmeta:meta])+ $variant:ident = $code:tt, $zh:literal, $en:literal;)+ }) => {
        $(#[$meta])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
            utoipa::ToSchema, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
        #[diesel(sql_type = diesel::sql_types::Text)]
        pub enum $name { $($(#[$vmeta])+ #[serde(rename = $code)] $variant,)+ }

        impl $crate::db::text_enum::TextEnum for $name {
            const LABELS: &'static [$crate::db::text_enum::Label] =
                &[$($crate::db::text_enum::Label { code: $code, zh: $zh, en: $en },)+];
            fn code(self) -> &'static str { match self { $($name::$variant => $code,)+ } }
            fn label(self) -> $crate::db::text_enum::Label { match self {
                $($name::$variant => $crate::db::text_enum::Label { code: $code, zh: $zh, en: $en },)+
            } }
            fn from_code(code: &str) -> Option<Self> { match code { $($code => Some($name::$variant),)+ _ => None } }
        }

        impl diesel::serialize::ToSql<diesel::sql_types::Text, diesel::pg::Pg> for $name {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, diesel::pg::Pg>) -> diesel::serialize::Result {
                use std::io::Write as _;
                out.write_all($crate::db::text_enum::TextEnum::code(*self).as_bytes())?;
                Ok(diesel::serialize::IsNull::No)
            }
        }

        impl diesel::deserialize::FromSql<diesel::sql_types::Text, diesel::pg::Pg> for $name {
            fn from_sql(bytes: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> {
                let code = std::str::from_utf8(bytes.as_bytes())?;
                <Self as $crate::db::text_enum::TextEnum>::from_code(code)
                    .ok_or_else(|| format!("unknown {} {code}", stringify!($name)).into())
            }
        }
    };
}
