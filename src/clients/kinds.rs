//! Words for clients.

use crate::text_enum;

text_enum! {
    /// Who is served.
    ClientKind {
        /// One person.
        Person = "person", "个人", "Person";
        /// A household, whose members are persons.
        Household = "household", "家庭", "Household";
    }
}

text_enum! {
    /// Why somebody is served.
    ClientCategory {
        /// Receives the minimum living allowance.
        LowIncome = "low_income", "低保对象", "Low income";
        /// Supported because of extreme poverty.
        ExtremePoverty = "extreme_poverty", "特困人员", "Extreme poverty";
        /// A child whose parents work elsewhere.
        LeftBehindChild = "left_behind_child", "留守儿童", "Left-behind child";
        /// A child in difficulty.
        ChildInDifficulty = "child_in_difficulty", "困境儿童", "Child in difficulty";
        /// An older person.
        OlderPerson = "older_person", "老年人", "Older person";
        /// A person with a disability.
        Disabled = "disabled", "残疾人", "Person with a disability";
        /// Homeless or begging.
        Homeless = "homeless", "流浪乞讨人员", "Homeless";
        /// A woman whose family works elsewhere.
        LeftBehindWoman = "left_behind_woman", "留守妇女", "Left-behind woman";
        /// Anything else.
        Other = "other", "其他", "Other";
    }
}

impl ClientCategory {
    /// Whether only children are in it.
    pub const fn is_of_children(self) -> bool {
        matches!(self, Self::LeftBehindChild | Self::ChildInDifficulty)
    }
}

text_enum! {
    /// How much a client is at risk, by the worker's assessment.
    RiskLevel {
        /// Low.
        Low = "low", "低风险", "Low";
        /// Medium.
        Medium = "medium", "中风险", "Medium";
        /// High.
        High = "high", "高风险", "High";
    }
}

text_enum! {
    /// What somebody is to somebody: a guardian to the client, a member to the head of the household.
    Relation {
        /// The person itself: the head of the household.
        Oneself = "self", "本人", "The person itself";
        /// Husband or wife.
        Spouse = "spouse", "配偶", "Spouse";
        /// Father or mother.
        Parent = "parent", "父母", "Parent";
        /// Grandfather or grandmother.
        Grandparent = "grandparent", "祖父母、外祖父母", "Grandparent";
        /// Son or daughter.
        Child = "child", "子女", "Child";
        /// Grandson or granddaughter.
        Grandchild = "grandchild", "孙子女、外孙子女", "Grandchild";
        /// Brother or sister.
        Sibling = "sibling", "兄弟姐妹", "Sibling";
        /// Another relative.
        Relative = "relative", "其他亲属", "Another relative";
        /// An institution or the civil affairs bureau.
        Institution = "institution", "监护机构", "Institution";
        /// Anybody else.
        Other = "other", "其他", "Other";
    }
}

text_enum! {
    /// Who consents.
    ConsentBy {
        /// The client.
        Oneself = "self", "本人", "The client";
        /// The guardian.
        Guardian = "guardian", "监护人", "The guardian";
    }
}

text_enum! {
    /// How a consent was given.
    ConsentChannel {
        /// Signed on paper.
        Paper = "paper", "纸质签署", "On paper";
        /// Confirmed electronically.
        Electronic = "electronic", "电子确认", "Electronically";
        /// Spoken, before a witness.
        Spoken = "spoken", "口头（有见证人）", "Spoken before a witness";
    }
}

text_enum! {
    /// What kind of thing holds of a client.
    ClientFactKind {
        /// A category.
        Category = "category", "对象类别", "Category";
        /// A risk level.
        RiskLevel = "risk_level", "风险等级", "Risk level";
        /// A member of a household.
        Member = "member", "家庭成员", "Member of the household";
        /// A guardian.
        Guardian = "guardian", "监护人", "Guardian";
        /// A consent, or why there is none.
        Consent = "consent", "知情同意", "Consent";
        /// A risk of getting lost.
        WanderingRisk = "wandering_risk", "走失风险", "Risk of wandering";
    }
}

text_enum! {
    /// Personal values of a client that can be revealed.
    ClientSecret {
        /// Name.
        Name = "name", "姓名", "Name";
        /// Identity number.
        IdentityNumber = "identity_number", "身份号码", "Identity number";
        /// Telephone.
        Phone = "phone", "电话", "Telephone";
        /// Address.
        Address = "address", "住址", "Address";
        /// What the client needs.
        Needs = "needs", "需求", "Needs";
        /// Notes.
        Notes = "notes", "备注", "Notes";
        /// Name of the guardian.
        GuardianName = "guardian_name", "监护人姓名", "Name of the guardian";
        /// Telephone of the guardian.
        GuardianPhone = "guardian_phone", "监护人电话", "Telephone of the guardian";
    }
}

text_enum! {
    /// What is to be asked about a client that was kept all the same.
    ClientQuestion {
        /// No consent is recorded, nor why there is none.
        ConsentMissing = "consent_missing", "未登记知情同意或未取得的原因", "No consent, and no reason for its absence";
        /// A child under 14 has no consent of a guardian (PIPL art. 31), nor is it said why.
        GuardianConsentMissing = "guardian_consent_missing", "未满14周岁，未登记监护人同意或未取得的原因",
            "Under 14 without a guardian's consent or the reason for its absence";
        /// Not known whether it is a child.
        BirthUnknown = "birth_unknown", "出生日期不明，无法判断是否未成年", "The date of birth is not known: it may be a child";
    }
}
