// @generated automatically by Diesel CLI.

diesel::table! {
    absences (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        worker_id -> Uuid,
        kind -> Text,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        recorded_at -> Timestamptz,
        end_recorded_at -> Nullable<Timestamptz>,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    activities (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        station_id -> Uuid,
        title -> Text,
        kind -> Text,
        starts_on -> Date,
        ends_on -> Date,
        village_code -> Nullable<Text>,
        planned_participants -> Nullable<Int4>,
        actual_participants -> Nullable<Int4>,
        summary_sealed -> Nullable<Bytea>,
        recorded_by -> Uuid,
        recorded_at -> Timestamptz,
        cancelled_at -> Nullable<Timestamptz>,
        cancel_reason -> Nullable<Text>,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    agreement_amendments (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        agreement_id -> Uuid,
        effective_from -> Date,
        valid_to -> Date,
        staffing_date -> Date,
        price -> Nullable<Numeric>,
        station_ids -> Jsonb,
        targets -> Jsonb,
        reason -> Text,
        recorded_at -> Timestamptz,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    agreement_stations (county_code, id) {
        county_code -> Text,
        agreement_id -> Uuid,
        station_id -> Uuid,
        valid_from -> Date,
        valid_to -> Date,
        recorded_at -> Timestamptz,
        voided_at -> Nullable<Timestamptz>,
        id -> Uuid,
        staffing_date -> Date,
    }
}

diesel::table! {
    agreements (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        contractor_id -> Uuid,
        number -> Text,
        valid_from -> Date,
        valid_to -> Date,
        staffing_date -> Date,
        price -> Nullable<Numeric>,
        recorded_at -> Timestamptz,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
        station_ids -> Jsonb,
        targets -> Jsonb,
        project_cycle_id -> Nullable<Uuid>,
        renews_id -> Nullable<Uuid>,
        signed_on -> Nullable<Date>,
        signed_recorded_at -> Nullable<Timestamptz>,
        attachments -> Jsonb,
        terminated_on -> Nullable<Date>,
        terminated_recorded_at -> Nullable<Timestamptz>,
        termination_reason -> Nullable<Text>,
    }
}

diesel::table! {
    appeal_corrections (county_code, appeal_id, party, indicator_code) {
        county_code -> Text,
        appeal_id -> Uuid,
        evaluation_id -> Uuid,
        party -> Text,
        indicator_code -> Text,
        points -> Int4,
        reason -> Text,
    }
}

diesel::table! {
    appeals (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        evaluation_id -> Uuid,
        indicators -> Jsonb,
        statement -> Text,
        attachments -> Jsonb,
        state -> Text,
        filed_by -> Uuid,
        filed_at -> Timestamptz,
        outcome -> Nullable<Text>,
        reason -> Nullable<Text>,
        decided_by -> Nullable<Uuid>,
        decided_at -> Nullable<Timestamptz>,
        version -> Int4,
    }
}

diesel::table! {
    attachment_uses (county_code, attachment_id, subject_kind, subject_id) {
        county_code -> Text,
        attachment_id -> Uuid,
        subject_kind -> Text,
        subject_id -> Uuid,
        station_id -> Nullable<Uuid>,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    attachments (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        sha256 -> Bytea,
        size -> Int8,
        media_type -> Text,
        uploaded_by -> Uuid,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    baseline_surveys (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        station_id -> Uuid,
        surveyed_on -> Date,
        people_surveyed -> Int4,
        counts -> Jsonb,
        needs -> Jsonb,
        recorded_at -> Timestamptz,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    briefs (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        station_id -> Nullable<Uuid>,
        kind -> Text,
        title -> Text,
        body -> Text,
        attachments -> Jsonb,
        state -> Text,
        state_reason -> Nullable<Text>,
        drafted_by -> Uuid,
        published_at -> Nullable<Timestamptz>,
        withdrawn_at -> Nullable<Timestamptz>,
        recorded_at -> Timestamptz,
        version -> Int4,
        public_pictures -> Jsonb,
    }
}

diesel::table! {
    case_goal_outcomes (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        goal_id -> Uuid,
        achieved -> Text,
        measured_on -> Date,
        after_sealed -> Nullable<Bytea>,
        recorded_by -> Uuid,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    case_goals (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        case_id -> Uuid,
        set_on -> Date,
        goal_sealed -> Nullable<Bytea>,
        measure_sealed -> Nullable<Bytea>,
        before_sealed -> Nullable<Bytea>,
        recorded_by -> Uuid,
        recorded_at -> Timestamptz,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
    }
}

diesel::table! {
    case_leads (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        case_id -> Uuid,
        worker_id -> Uuid,
        opens_minor -> Bool,
        assigned_by -> Uuid,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        recorded_at -> Timestamptz,
        end_recorded_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    case_steps (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        case_id -> Uuid,
        position -> Int4,
        kind -> Text,
        taken_on -> Date,
        worker_id -> Uuid,
        reason -> Nullable<Text>,
        client_consents -> Nullable<Bool>,
        text_sealed -> Nullable<Bytea>,
        referred_to_sealed -> Nullable<Bytea>,
        recorded_by -> Uuid,
        recorded_at -> Timestamptz,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
    }
}

diesel::table! {
    cases (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        station_id -> Uuid,
        client_id -> Uuid,
        accepted_on -> Date,
        problem_sealed -> Nullable<Bytea>,
        state -> Text,
        planned_on -> Nullable<Date>,
        ended_on -> Nullable<Date>,
        recorded_by -> Uuid,
        recorded_at -> Timestamptz,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    certificates (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        worker_id -> Uuid,
        level -> Text,
        number -> Text,
        obtained_on -> Date,
        recorded_at -> Timestamptz,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
        revoked_on -> Nullable<Date>,
        revocation_reason -> Nullable<Text>,
        revocation_recorded_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    client_facts (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        client_id -> Uuid,
        kind -> Text,
        category -> Nullable<Text>,
        risk_level -> Nullable<Text>,
        relation -> Nullable<Text>,
        member_id -> Nullable<Uuid>,
        consent_by -> Nullable<Text>,
        consent_channel -> Nullable<Text>,
        text_version -> Nullable<Text>,
        sealed -> Nullable<Bytea>,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        recorded_at -> Timestamptz,
        end_recorded_at -> Nullable<Timestamptz>,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    client_merges (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        survivor_id -> Uuid,
        merged_id -> Uuid,
        reason -> Text,
        recorded_by -> Uuid,
        recorded_at -> Timestamptz,
        undone_at -> Nullable<Timestamptz>,
        undo_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    client_moves (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        client_id -> Uuid,
        from_station_id -> Uuid,
        to_station_id -> Uuid,
        moved_on -> Date,
        reason -> Text,
        recorded_by -> Uuid,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    clients (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        station_id -> Uuid,
        kind -> Text,
        village_code -> Nullable<Text>,
        name_sealed -> Nullable<Bytea>,
        name_index -> Nullable<Bytea>,
        identity_number_sealed -> Nullable<Bytea>,
        identity_number_index -> Nullable<Bytea>,
        phone_sealed -> Nullable<Bytea>,
        phone_index -> Nullable<Bytea>,
        address_sealed -> Nullable<Bytea>,
        needs_sealed -> Nullable<Bytea>,
        notes_sealed -> Nullable<Bytea>,
        birth_date -> Nullable<Date>,
        sex -> Nullable<Text>,
        content_index -> Nullable<Bytea>,
        recorded_by -> Uuid,
        recorded_at -> Timestamptz,
        version -> Int4,
        merged_into -> Nullable<Uuid>,
    }
}

diesel::table! {
    counties (code) {
        code -> Text,
        kind -> Text,
        name -> Text,
        province_code -> Text,
        station_name_pattern -> Nullable<Text>,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    declined_requests (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        station_id -> Uuid,
        requested_by -> Text,
        requested_on -> Date,
        matter -> Text,
        request -> Text,
        outcome -> Text,
        recorded_at -> Timestamptz,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    employments (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        worker_id -> Uuid,
        organisation_id -> Uuid,
        kind -> Text,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        recorded_at -> Timestamptz,
        end_recorded_at -> Nullable<Timestamptz>,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    evaluation_assignments (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        evaluation_id -> Uuid,
        user_id -> Uuid,
        assigned_by -> Uuid,
        recorded_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
        ended_by -> Nullable<Uuid>,
        end_reason -> Nullable<Text>,
    }
}

diesel::table! {
    evaluation_deputies (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        evaluation_id -> Uuid,
        party -> Text,
        user_id -> Uuid,
        reason -> Text,
        named_by -> Uuid,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    evaluation_evidence (county_code, evaluation_id, indicator_code) {
        county_code -> Text,
        evaluation_id -> Uuid,
        indicator_code -> Text,
        facts -> Jsonb,
        proposal -> Nullable<Int4>,
        frozen_at -> Timestamptz,
    }
}

diesel::table! {
    evaluation_frameworks (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        name -> Text,
        state -> Text,
        published_on -> Nullable<Date>,
        recorded_at -> Timestamptz,
        version -> Int4,
        derived_from -> Nullable<Uuid>,
    }
}

diesel::table! {
    evaluation_materials (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        evaluation_id -> Uuid,
        indicator_code -> Text,
        note -> Nullable<Text>,
        attachments -> Jsonb,
        handed_in_by -> Uuid,
        recorded_at -> Timestamptz,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    evaluation_recusals (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        evaluation_id -> Uuid,
        user_id -> Uuid,
        reason -> Text,
        recorded_by -> Uuid,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    evaluation_results (county_code, evaluation_id, edition) {
        county_code -> Text,
        evaluation_id -> Uuid,
        edition -> Int4,
        stage -> Text,
        body -> Bytea,
        digest -> Bytea,
        result -> Int4,
        grade -> Nullable<Text>,
        made_by -> Uuid,
        made_at -> Timestamptz,
    }
}

diesel::table! {
    evaluation_transitions (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        evaluation_id -> Uuid,
        state -> Text,
        reason -> Nullable<Text>,
        moved_by -> Uuid,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    evaluations (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        station_id -> Uuid,
        phase_id -> Uuid,
        framework_id -> Uuid,
        agency_id -> Uuid,
        contractor_id -> Uuid,
        state -> Text,
        recorded_at -> Timestamptz,
        version -> Int4,
        scoring_due_on -> Nullable<Date>,
        appeal_until -> Nullable<Date>,
    }
}

diesel::table! {
    event_checkpoints (county_code, epoch, size) {
        county_code -> Text,
        epoch -> Uuid,
        size -> Int8,
        note -> Text,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    event_heads (county_code) {
        county_code -> Text,
        epoch -> Uuid,
        size -> Int8,
        edge -> Bytea,
    }
}

diesel::table! {
    event_positions (county_code, position) {
        county_code -> Text,
        position -> Int8,
        event_id -> Uuid,
        leaf -> Bytea,
    }
}

diesel::table! {
    events (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        occurred_at -> Timestamptz,
        actor_id -> Nullable<Uuid>,
        action -> Text,
        subject_kind -> Text,
        subject_id -> Text,
        body -> Bytea,
    }
}

diesel::table! {
    events_pending (county_code, event_id) {
        county_code -> Text,
        event_id -> Uuid,
    }
}

diesel::table! {
    evidence_contests (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        evaluation_id -> Uuid,
        indicator_code -> Text,
        statement -> Text,
        contested_by -> Uuid,
        recorded_at -> Timestamptz,
        outcome -> Nullable<Text>,
        answer -> Nullable<Text>,
        answered_by -> Nullable<Uuid>,
        answered_at -> Nullable<Timestamptz>,
        version -> Int4,
    }
}

diesel::table! {
    framework_indicators (county_code, framework_id, code) {
        county_code -> Text,
        framework_id -> Uuid,
        code -> Text,
        position -> Int4,
        content -> Text,
        name_zh -> Text,
        name_en -> Text,
        max_points -> Int4,
        scoring -> Text,
        parties -> Jsonb,
        attributable_to -> Jsonb,
        formula -> Nullable<Text>,
        zero_denominator -> Nullable<Text>,
        fact_group -> Nullable<Text>,
        materials -> Nullable<Text>,
        measure -> Nullable<Jsonb>,
        levels -> Nullable<Jsonb>,
    }
}

diesel::table! {
    group_attendance (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        session_id -> Uuid,
        client_id -> Uuid,
        standing -> Text,
        recorded_by -> Uuid,
        recorded_at -> Timestamptz,
        replaced_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    group_leaders (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        group_id -> Uuid,
        worker_id -> Uuid,
        assigned_by -> Uuid,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        recorded_at -> Timestamptz,
        end_recorded_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    group_members (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        group_id -> Uuid,
        client_id -> Uuid,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        leaving_reason -> Nullable<Text>,
        recorded_at -> Timestamptz,
        end_recorded_at -> Nullable<Timestamptz>,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    group_sessions (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        group_id -> Uuid,
        number -> Int4,
        held_on -> Date,
        topic -> Text,
        worker_ids -> Jsonb,
        recorded_by -> Uuid,
        recorded_at -> Timestamptz,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    groups (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        station_id -> Uuid,
        name -> Text,
        purpose -> Text,
        kind -> Text,
        leader_worker_id -> Uuid,
        planned_sessions -> Int4,
        begins_on -> Date,
        closed_on -> Nullable<Date>,
        evaluation_sealed -> Nullable<Bytea>,
        recorded_by -> Uuid,
        recorded_at -> Timestamptz,
        closed_recorded_at -> Nullable<Timestamptz>,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    health_statements (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        worker_id -> Uuid,
        kind -> Text,
        fit -> Bool,
        dated_on -> Date,
        valid_until -> Nullable<Date>,
        recorded_at -> Timestamptz,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    idempotency_keys (county_code, caller_id, key_hash) {
        county_code -> Text,
        caller_id -> Uuid,
        key_hash -> Bytea,
        request_hash -> Bytea,
        sealed_answer -> Nullable<Bytea>,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    import_faults (county_code, import_id, row_number, position) {
        county_code -> Text,
        import_id -> Uuid,
        row_number -> Int8,
        position -> Int4,
        field -> Nullable<Text>,
        pointer -> Text,
        code -> Text,
        message_zh -> Text,
        message_en -> Text,
    }
}

diesel::table! {
    imports (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        kind -> Text,
        state -> Text,
        dry_run -> Bool,
        mode -> Text,
        format -> Text,
        file_hash -> Bytea,
        stations -> Jsonb,
        judged -> Bool,
        rows_read -> Int8,
        rows_valid -> Int8,
        rows_faulty -> Int8,
        rows_known -> Int8,
        rows_written -> Int8,
        attempts -> Int4,
        recorded_by -> Uuid,
        recorded_as -> Text,
        request_id -> Uuid,
        recorded_at -> Timestamptz,
        started_at -> Nullable<Timestamptz>,
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    inapplicable_indicators (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        evaluation_id -> Uuid,
        indicator_code -> Text,
        reason -> Text,
        recorded_by -> Uuid,
        recorded_at -> Timestamptz,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    leading_group_seats (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        seat -> Text,
        office -> Text,
        position -> Int4,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        recorded_at -> Timestamptz,
        end_recorded_at -> Nullable<Timestamptz>,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    machine_clients (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        name -> Text,
        role -> Text,
        scopes -> Text,
        township_code -> Nullable<Text>,
        organisation_id -> Nullable<Uuid>,
        secret_hash -> Nullable<Bytea>,
        public_key -> Nullable<Text>,
        revoked_at -> Nullable<Timestamptz>,
        recorded_at -> Timestamptz,
        version -> Int4,
    }
}

diesel::table! {
    mandatory_report_steps (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        report_id -> Uuid,
        kind -> Text,
        authority -> Nullable<Text>,
        taken_at -> Timestamptz,
        recorded_by -> Uuid,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    mandatory_reports (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        station_id -> Uuid,
        client_id -> Nullable<Uuid>,
        signs -> Jsonb,
        seen_at -> Timestamptz,
        due_at -> Timestamptz,
        reported_at -> Nullable<Timestamptz>,
        description_sealed -> Nullable<Bytea>,
        recorded_by -> Uuid,
        recorded_at -> Timestamptz,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    milestone_declarations (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        milestone_code -> Text,
        reached_on -> Date,
        note -> Nullable<Text>,
        attachments -> Jsonb,
        recorded_at -> Timestamptz,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    milestones (county_code, code) {
        county_code -> Text,
        code -> Text,
        position -> Int4,
        phase -> Text,
        name_zh -> Text,
        name_en -> Text,
        due_on -> Date,
        responsible -> Text,
        derived_from -> Nullable<Text>,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    minor_access_approvals (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        client_id -> Uuid,
        emergency -> Bool,
        reason_sealed -> Nullable<Bytea>,
        requested_by -> Uuid,
        recorded_at -> Timestamptz,
        outcome -> Nullable<Text>,
        decided_by -> Nullable<Uuid>,
        decided_at -> Nullable<Timestamptz>,
        opens_until -> Nullable<Timestamptz>,
        ended_at -> Nullable<Timestamptz>,
        ended_by -> Nullable<Uuid>,
        version -> Int4,
    }
}

diesel::table! {
    missed_card_decisions (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        evaluation_id -> Uuid,
        party -> Text,
        decision -> Text,
        due_on -> Nullable<Date>,
        reason -> Text,
        decided_by -> Uuid,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    organisation_versions (county_code, organisation_id, version) {
        county_code -> Text,
        organisation_id -> Uuid,
        version -> Int4,
        name -> Text,
        legal_representative -> Nullable<Text>,
        registration_authority -> Nullable<Text>,
        registered_on -> Nullable<Date>,
        qualifications -> Jsonb,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    organisations (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        kind -> Text,
        name -> Text,
        credit_code -> Text,
        legal_representative -> Nullable<Text>,
        recorded_at -> Timestamptz,
        version -> Int4,
        registration_authority -> Nullable<Text>,
        registered_on -> Nullable<Date>,
        qualifications -> Jsonb,
    }
}

diesel::table! {
    personal_keys (county_code, person_id) {
        county_code -> Text,
        person_id -> Uuid,
        wrapped -> Nullable<Bytea>,
        root_version -> Int4,
        recorded_at -> Timestamptz,
        destroyed_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    phases (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        service_year_id -> Uuid,
        kind -> Text,
        valid_from -> Date,
        valid_to -> Date,
        scoring_from -> Date,
        scoring_to -> Date,
    }
}

diesel::table! {
    policies (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        effective_from -> Date,
        body -> Jsonb,
        reason -> Text,
        recorded_at -> Timestamptz,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    postings (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        worker_id -> Uuid,
        station_id -> Uuid,
        role -> Text,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        recorded_at -> Timestamptz,
        end_recorded_at -> Nullable<Timestamptz>,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    progress_report_moves (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        report_id -> Uuid,
        action -> Text,
        state -> Text,
        reason -> Nullable<Text>,
        extended_to -> Nullable<Date>,
        content -> Nullable<Jsonb>,
        moved_by -> Uuid,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    progress_report_notices (county_code, station_id, month, kind) {
        county_code -> Text,
        station_id -> Uuid,
        month -> Date,
        kind -> Text,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    progress_reports (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        station_id -> Uuid,
        month -> Date,
        period_from -> Date,
        period_to -> Date,
        plain_due_on -> Date,
        due_on -> Date,
        extended_to -> Nullable<Date>,
        state -> Text,
        state_reason -> Nullable<Text>,
        first_submitted_on -> Nullable<Date>,
        submitted_at -> Nullable<Timestamptz>,
        accepted_at -> Nullable<Timestamptz>,
        moved_at -> Timestamptz,
        work_done -> Nullable<Text>,
        problems -> Nullable<Text>,
        next_plan -> Nullable<Text>,
        stated -> Jsonb,
        submitted_figures -> Nullable<Jsonb>,
        accepted_figures -> Nullable<Jsonb>,
        drafted_by -> Uuid,
        recorded_at -> Timestamptz,
        version -> Int4,
    }
}

diesel::table! {
    project_cycles (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        name -> Text,
        valid_from -> Date,
        valid_to -> Date,
        recorded_at -> Timestamptz,
        version -> Int4,
    }
}

diesel::table! {
    question_answers (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        question_id -> Uuid,
        answer_sealed -> Bytea,
        answered_by -> Uuid,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    questions (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        kind -> Text,
        topic -> Text,
        station_id -> Uuid,
        log_id -> Uuid,
        worker_id -> Nullable<Uuid>,
        facts -> Jsonb,
        state -> Text,
        recorded_at -> Timestamptz,
        closed_by -> Nullable<Uuid>,
        closed_at -> Nullable<Timestamptz>,
        remark_sealed -> Nullable<Bytea>,
        version -> Int4,
    }
}

diesel::table! {
    registrations (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        certificate_id -> Uuid,
        number -> Text,
        valid_from -> Date,
        valid_to -> Date,
        recorded_at -> Timestamptz,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    renewal_references (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        agreement_id -> Uuid,
        service_year_id -> Uuid,
        body -> Bytea,
        digest -> Bytea,
        recommendation -> Nullable<Text>,
        decision -> Text,
        reason -> Text,
        decided_by -> Uuid,
        recorded_at -> Timestamptz,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    reveals (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        person_id -> Uuid,
        actor_id -> Uuid,
        ordinal -> Int8,
        fields -> Jsonb,
        purpose_sealed -> Bytea,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    scorecard_points (county_code, scorecard_id, indicator_code) {
        county_code -> Text,
        scorecard_id -> Uuid,
        indicator_code -> Text,
        points -> Int4,
        comment -> Nullable<Text>,
        level -> Nullable<Text>,
        departure -> Nullable<Text>,
        attachments -> Jsonb,
    }
}

diesel::table! {
    scorecard_reopenings (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        evaluation_id -> Uuid,
        party -> Text,
        indicator_code -> Nullable<Text>,
        reason -> Text,
        blind -> Bool,
        asked_by -> Uuid,
        recorded_at -> Timestamptz,
        consented_by -> Nullable<Uuid>,
        consented_at -> Nullable<Timestamptz>,
        closed_at -> Nullable<Timestamptz>,
        version -> Int4,
    }
}

diesel::table! {
    scorecards (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        evaluation_id -> Uuid,
        party -> Text,
        state -> Text,
        submitted_at -> Nullable<Timestamptz>,
        submitted_by -> Nullable<Uuid>,
        nonce -> Nullable<Bytea>,
        seal -> Nullable<Bytea>,
        version -> Int4,
        prepared_by -> Nullable<Uuid>,
        prepared_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    sealed_scorecards (county_code, scorecard_id, edition) {
        county_code -> Text,
        scorecard_id -> Uuid,
        edition -> Int4,
        evaluation_id -> Uuid,
        party -> Text,
        body -> Bytea,
        seal -> Bytea,
        sealed_by -> Uuid,
        sealed_at -> Timestamptz,
        reopening_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    self_assessments (county_code, evaluation_id) {
        county_code -> Text,
        evaluation_id -> Uuid,
        points -> Jsonb,
        statement -> Text,
        handed_in_by -> Uuid,
        recorded_at -> Timestamptz,
        version -> Int4,
    }
}

diesel::table! {
    service_client_figures (county_code, cut, starts_on, station_id, client_id) {
        county_code -> Text,
        cut -> Text,
        starts_on -> Date,
        station_id -> Uuid,
        client_id -> Uuid,
        logs -> Int8,
    }
}

diesel::table! {
    service_domains (county_code, code) {
        county_code -> Text,
        code -> Text,
        name_zh -> Text,
        name_en -> Text,
        alias_zh -> Nullable<Text>,
        position -> Int4,
    }
}

diesel::table! {
    service_figures (county_code, cut, starts_on, station_id, item_code, method, village, worker_id) {
        county_code -> Text,
        cut -> Text,
        starts_on -> Date,
        station_id -> Uuid,
        item_code -> Text,
        method -> Text,
        village -> Text,
        worker_id -> Uuid,
        logs -> Int8,
        on_list_logs -> Int8,
        people_served -> Int8,
        minutes -> Int8,
    }
}

diesel::table! {
    service_items (county_code, code) {
        county_code -> Text,
        code -> Text,
        domain_code -> Text,
        name_zh -> Text,
        name_en -> Text,
        summary -> Text,
        position -> Int4,
    }
}

diesel::table! {
    service_list_items (county_code, list_id, item_code) {
        county_code -> Text,
        list_id -> Uuid,
        item_code -> Text,
        wording -> Nullable<Text>,
        yearly_quantity -> Nullable<Int4>,
        unit -> Nullable<Text>,
    }
}

diesel::table! {
    service_list_receipts (county_code, list_id, party) {
        county_code -> Text,
        list_id -> Uuid,
        party -> Text,
        received_on -> Date,
        recorded_by -> Uuid,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    service_lists (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        station_id -> Uuid,
        valid_from -> Nullable<Date>,
        valid_to -> Nullable<Date>,
        filed_at -> Nullable<Timestamptz>,
        filed_by -> Nullable<Uuid>,
        recorded_at -> Timestamptz,
        end_recorded_at -> Nullable<Timestamptz>,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    service_log_clients (county_code, log_id, client_id) {
        county_code -> Text,
        log_id -> Uuid,
        client_id -> Uuid,
    }
}

diesel::table! {
    service_log_conflicts (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        log_id -> Uuid,
        station_id -> Uuid,
        kind -> Text,
        base_version -> Nullable<Int4>,
        found_version -> Int4,
        edit_sealed -> Bytea,
        made_by -> Uuid,
        recorded_at -> Timestamptz,
        resolution -> Nullable<Text>,
        resolved_by -> Nullable<Uuid>,
        resolved_at -> Nullable<Timestamptz>,
        version -> Int4,
    }
}

diesel::table! {
    service_log_moves (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        log_id -> Uuid,
        state -> Text,
        means -> Nullable<Text>,
        reason_sealed -> Nullable<Bytea>,
        moved_by -> Uuid,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    service_log_versions (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        log_id -> Uuid,
        version -> Int4,
        state -> Text,
        content_sealed -> Bytea,
        reason_sealed -> Nullable<Bytea>,
        replaced_by -> Uuid,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    service_log_workers (county_code, log_id, worker_id) {
        county_code -> Text,
        log_id -> Uuid,
        worker_id -> Uuid,
        minutes -> Int4,
        posted_here -> Bool,
        served_on -> Date,
    }
}

diesel::table! {
    service_logs (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        station_id -> Uuid,
        item_code -> Text,
        method -> Text,
        served_on -> Date,
        people_served -> Int4,
        village -> Nullable<Text>,
        summary -> Nullable<Text>,
        result -> Nullable<Text>,
        follow_up_on -> Nullable<Date>,
        state -> Text,
        recorded_by -> Uuid,
        recorded_at -> Timestamptz,
        content_hash -> Bytea,
        version -> Int4,
        starts_at -> Nullable<Text>,
        village_code -> Nullable<Text>,
        attachments -> Jsonb,
        on_list -> Nullable<Bool>,
        summary_sealed -> Nullable<Bytea>,
        result_sealed -> Nullable<Bytea>,
        state_reason_sealed -> Nullable<Bytea>,
        text_hash -> Nullable<Bytea>,
        case_id -> Nullable<Uuid>,
        group_session_id -> Nullable<Uuid>,
        activity_id -> Nullable<Uuid>,
        before_plan -> Nullable<Bool>,
    }
}

diesel::table! {
    service_years (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        agreement_id -> Uuid,
        ordinal -> Int4,
        valid_from -> Date,
        valid_to -> Date,
        recorded_at -> Timestamptz,
        version -> Int4,
    }
}

diesel::table! {
    sessions (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        user_id -> Uuid,
        current_hash -> Bytea,
        previous_hash -> Nullable<Bytea>,
        started_at -> Timestamptz,
        expires_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
        end_reason -> Nullable<Text>,
    }
}

diesel::table! {
    sign_in_failures (county_code, login_hash) {
        county_code -> Text,
        login_hash -> Bytea,
        failures -> Int4,
        last_failed_at -> Timestamptz,
    }
}

diesel::table! {
    spot_check_items (county_code, spot_check_id, rank) {
        county_code -> Text,
        spot_check_id -> Uuid,
        rank -> Int4,
        subject_id -> Uuid,
        outcome -> Nullable<Text>,
        note_sealed -> Nullable<Bytea>,
        recorded_by -> Nullable<Uuid>,
        recorded_at -> Nullable<Timestamptz>,
        version -> Int4,
    }
}

diesel::table! {
    spot_checks (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        station_id -> Uuid,
        phase_id -> Uuid,
        subject -> Text,
        size -> Int4,
        seed -> Bytea,
        commitment -> Bytea,
        committed_by -> Uuid,
        committed_at -> Timestamptz,
        drawn_by -> Nullable<Uuid>,
        drawn_at -> Nullable<Timestamptz>,
        population -> Nullable<Int4>,
        population_digest -> Nullable<Bytea>,
        version -> Int4,
        population_text -> Nullable<Text>,
    }
}

diesel::table! {
    station_facts (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        station_id -> Uuid,
        kind -> Text,
        body -> Jsonb,
        attachments -> Jsonb,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        recorded_at -> Timestamptz,
        end_recorded_at -> Nullable<Timestamptz>,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    station_finding_heads (county_code, station_id) {
        county_code -> Text,
        station_id -> Uuid,
        judged_on -> Nullable<Date>,
    }
}

diesel::table! {
    station_findings (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        station_id -> Uuid,
        rule -> Text,
        subject_kind -> Text,
        subject_id -> Uuid,
        status -> Text,
        source -> Text,
        since -> Nullable<Date>,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        recorded_at -> Timestamptz,
        end_recorded_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    station_states (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        station_id -> Uuid,
        state -> Text,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        reason -> Text,
        recorded_at -> Timestamptz,
        end_recorded_at -> Nullable<Timestamptz>,
        open_breaches -> Jsonb,
        despite_breaches -> Nullable<Text>,
    }
}

diesel::table! {
    stations (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        township_code -> Text,
        name -> Text,
        address -> Nullable<Text>,
        phone -> Nullable<Text>,
        recorded_at -> Timestamptz,
        version -> Int4,
        latitude -> Nullable<Float8>,
        longitude -> Nullable<Float8>,
        accuracy_m -> Nullable<Int4>,
        opening_hours -> Jsonb,
        service_domains -> Jsonb,
    }
}

diesel::table! {
    sync_operations (county_code, caller_id, operation_id) {
        county_code -> Text,
        caller_id -> Uuid,
        operation_id -> Uuid,
        content_hash -> Bytea,
        log_version -> Nullable<Int4>,
        conflict_id -> Nullable<Uuid>,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    townships (county_code, code) {
        county_code -> Text,
        code -> Text,
        name -> Text,
        kind -> Text,
        plan_order -> Int4,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    trainings (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        worker_id -> Uuid,
        kind -> Text,
        held_on -> Date,
        hours -> Int4,
        provider -> Text,
        recorded_at -> Timestamptz,
        voided_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
    }
}

diesel::table! {
    used_assertions (county_code, client_id, jti) {
        county_code -> Text,
        client_id -> Uuid,
        jti -> Text,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    users (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        username -> Text,
        display_name -> Text,
        role -> Text,
        township_code -> Nullable<Text>,
        organisation_id -> Nullable<Uuid>,
        worker_id -> Nullable<Uuid>,
        password_hash -> Text,
        password_set_at -> Timestamptz,
        disabled_at -> Nullable<Timestamptz>,
        recorded_at -> Timestamptz,
        version -> Int4,
    }
}

diesel::table! {
    villages (county_code, code) {
        county_code -> Text,
        code -> Text,
        township_code -> Text,
        name -> Text,
        kind -> Text,
        latitude -> Nullable<Float8>,
        longitude -> Nullable<Float8>,
        accuracy_m -> Nullable<Int4>,
        abolished_on -> Nullable<Date>,
        recorded_at -> Timestamptz,
        version -> Int4,
    }
}

diesel::table! {
    worker_versions (county_code, worker_id, version) {
        county_code -> Text,
        worker_id -> Uuid,
        version -> Int4,
        birth_date -> Nullable<Date>,
        education -> Nullable<Text>,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    workers (county_code, id) {
        county_code -> Text,
        id -> Uuid,
        name -> Nullable<Text>,
        birth_date -> Nullable<Date>,
        education -> Nullable<Text>,
        recorded_at -> Timestamptz,
        version -> Int4,
        name_sealed -> Nullable<Bytea>,
        identity_number_sealed -> Nullable<Bytea>,
        identity_number_index -> Nullable<Bytea>,
        phone_sealed -> Nullable<Bytea>,
        phone_index -> Nullable<Bytea>,
        local_household -> Nullable<Bool>,
        household_address_sealed -> Nullable<Bytea>,
        sex -> Nullable<Text>,
        major -> Nullable<Text>,
        social_work_major -> Nullable<Bool>,
        in_province_graduate -> Nullable<Bool>,
        in_province_training_base -> Nullable<Bool>,
    }
}

diesel::table! {
    working_calendars (county_code, year, version) {
        county_code -> Text,
        year -> Int4,
        version -> Int4,
        holidays -> Jsonb,
        working_days -> Jsonb,
        source -> Text,
        recorded_by -> Uuid,
        recorded_at -> Timestamptz,
    }
}

diesel::joinable!(agreements -> counties (county_code));
diesel::joinable!(briefs -> counties (county_code));
diesel::joinable!(clients -> counties (county_code));
diesel::joinable!(evaluation_frameworks -> counties (county_code));
diesel::joinable!(imports -> counties (county_code));
diesel::joinable!(leading_group_seats -> counties (county_code));
diesel::joinable!(machine_clients -> counties (county_code));
diesel::joinable!(milestones -> counties (county_code));
diesel::joinable!(organisations -> counties (county_code));
diesel::joinable!(personal_keys -> counties (county_code));
diesel::joinable!(policies -> counties (county_code));
diesel::joinable!(project_cycles -> counties (county_code));
diesel::joinable!(service_domains -> counties (county_code));
diesel::joinable!(station_finding_heads -> counties (county_code));
diesel::joinable!(stations -> counties (county_code));
diesel::joinable!(sync_operations -> counties (county_code));
diesel::joinable!(townships -> counties (county_code));
diesel::joinable!(users -> counties (county_code));
diesel::joinable!(workers -> counties (county_code));
diesel::joinable!(working_calendars -> counties (county_code));
