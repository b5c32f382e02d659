//! Days on which a posted worker is away.

crate::text_enum! {
    /// Why a worker is away, 离岗.
    AbsenceKind {
        /// Annual leave, 年休假.
        Annual = "annual", "年休假", "Annual leave";
        /// Sick leave, 病假.
        Sick = "sick", "病假", "Sick leave";
        /// Maternity leave, 产假.
        Maternity = "maternity", "产假", "Maternity leave";
        /// Paternity leave, 护理假.
        Paternity = "paternity", "护理假", "Paternity leave";
        /// Parental leave, 育儿假.
        Parental = "parental", "育儿假", "Parental leave";
        /// Marriage leave, 婚假.
        Marriage = "marriage", "婚假", "Marriage leave";
        /// Bereavement leave, 丧假.
        Bereavement = "bereavement", "丧假", "Bereavement leave";
        /// Leave after a work injury, 停工留薪期.
        WorkInjury = "work_injury", "工伤停工留薪", "Work injury";
        /// Personal leave, 事假.
        Personal = "personal", "事假", "Personal leave";
        /// Absence without leave, 旷工.
        WithoutLeave = "without_leave", "旷工", "Absence without leave";
        /// Suspension, 停职.
        Suspension = "suspension", "停职", "Suspension";
        /// Secondment elsewhere, 借调.
        Secondment = "secondment", "借调", "Secondment elsewhere";
    }
}

impl AbsenceKind {
    /// Whether the law gives the leave: then the worker is not absent (ours, S1).
    #[must_use]
    pub const fn is_protected_by_law(self) -> bool {
        match self {
            Self::Annual
            | Self::Sick
            | Self::Maternity
            | Self::Paternity
            | Self::Parental
            | Self::Marriage
            | Self::Bereavement
            | Self::WorkInjury => true,
            Self::Personal | Self::WithoutLeave | Self::Suspension | Self::Secondment => false,
        }
    }
}
