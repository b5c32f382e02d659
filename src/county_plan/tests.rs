use super::*;
use crate::rules::policy::Policy;

/// What is said of Baisha's files when `change` was made to the text of one.
fn said(file: &str, change: impl Fn(&str) -> String) -> Vec<String> {
    let changed: Vec<(&str, String)> = BAISHA
        .iter()
        .map(|(name, text)| (*name, if *name == file { change(text) } else { (*text).to_owned() }))
        .collect();
    let files: Vec<(&str, &str)> = changed.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let faults = check::plan(&Files::embedded(&files)).err().unwrap_or_default();
    faults.iter().map(ToString::to_string).collect()
}

/// The same for an additional file.
fn said_of_more(file: &str, text: &str) -> Vec<String> {
    let mut files = BAISHA.to_vec();
    files.push((file, text));
    let faults = check::plan(&Files::embedded(&files)).err().unwrap_or_default();
    faults.iter().map(ToString::to_string).collect()
}

#[track_caller]
fn only(said: &[String], expected: &str) {
    assert_eq!(said, [expected]);
}

#[test]
fn the_files_of_baisha_are_good_and_their_policy_is_the_default() {
    let plan = baisha().unwrap();
    assert_eq!(plan.policy, Policy::default());
    let counts = (plan.townships.len(), plan.domains.len(), plan.items.len(), plan.indicators.len());
    assert_eq!(counts, (11, 5, 30, 23));
    assert_eq!((plan.milestones.len(), plan.county.code.as_str()), (6, "469025"));
}

#[test]
fn codes_of_counties_are_those_of_gb_t_2260() {
    let county =
        |from: &'static str, to: &'static str| said("county.json", move |text| text.replacen(from, to, 1));
    only(
        &county("\"469025\"", "\"4690a5\""),
        "county.json:2: /code \"4690a5\" – six digits of GB/T 2260, the first two a province's",
    );
    only(
        &county("\"469025\"", "\"460000\""),
        "county.json:2: /code \"460000\" – this is a province, not a county",
    );
    only(
        &county("\"469025\"", "\"440103\""),
        "county.json:2: /code \"440103\" – not a county of the province 460000",
    );
    only(
        &county("\"460000\"", "\"460100\""),
        "county.json:4: /province_code \"460100\" – six digits of GB/T 2260, a province's two and 0000",
    );
}

#[test]
fn fields_of_the_county_are_all_there_and_no_others() {
    let said = said("county.json", |text| text.replace("plan_begins", "begins").replace("\"工作方案\"", "7"));
    assert_eq!(
        said,
        [
            "county.json:1: /plan_begins – the field is missing",
            "county.json:8: /reason 7 – a text in quotation marks",
            "county.json:7: /begins \"2023-01-01\" – there is no such field",
        ]
    );
}

#[test]
fn the_pattern_and_the_first_day_make_sense() {
    let twice =
        |text: &str| text.replace("{township}", "{township}{township}").replace("2023-01-01", "2023-02-30");
    let said = said("county.json", twice);
    assert!(said[0].contains("/station_name_pattern"), "{said:?}");
    assert!(said[1].starts_with("county.json:7: /plan_begins \"2023-02-30\" – a day"), "{said:?}");
}

#[test]
fn every_fault_of_a_table_is_told_at_once() {
    let said = said("townships.csv", |text| {
        text.replace("1,469025100,牙叉,镇", "0,46902510,牙叉,街道").replace("七坊镇社会工作", "七坊镇社工")
    });
    assert_eq!(
        said,
        [
            "townships.csv:2: division_code \"46902510\" – nine digits",
            "townships.csv:2: kind \"街道\" – 镇 or 乡 (also for 民族乡); a 街道 hosts no township station",
            "townships.csv:2: full_name \"牙叉镇\" – does not end with 街道",
            "townships.csv:2: full_name \"牙叉镇\" – name and kind make 牙叉街道",
            "townships.csv:2: plan_order \"0\" – a whole number from 1 on",
            "townships.csv:3: station_name \"白沙黎族自治县七坊镇社工服务站\" – by the county's pattern 白沙黎族自治县七坊镇社会工作服务站",
        ]
    );
}

#[test]
fn townships_stand_once_and_in_their_county() {
    let said = said("townships.csv", |text| {
        text.replace("2,469025101,", "1,469025100,")
            .replace("469025102", "469026102")
            .replace(",220000\n4", ",220001\n4")
    });
    assert_eq!(
        said,
        [
            "townships.csv:3: plan_order \"1\" – stands in line 2 already",
            "townships.csv:3: division_code \"469025100\" – stands in line 2 already",
            "townships.csv:4: division_code \"469026102\" – does not begin with the county's code",
            "townships.csv:4: total_cny \"220001\" – not labour and operations together",
        ]
    );
}

#[test]
fn columns_are_known_and_there_once() {
    let said = said("milestones.csv", |text| text.replacen("code,phase,", "code,code,fase,", 1));
    assert_eq!(
        said,
        [
            "milestones.csv:1: code – the column stands twice",
            "milestones.csv:1: code – the column stands twice",
            "milestones.csv:1: fase – there is no such column",
            "milestones.csv:1: phase – the column is missing",
        ]
    );
}

#[test]
fn rows_have_as_many_cells_as_the_head() {
    let said = said("milestones.csv", |text| text.replacen(",bureau", "", 1));
    assert_eq!(said[0], "milestones.csv:3: 7 columns where the head has 8");
}

#[test]
fn a_domain_is_told_alike_and_an_item_once() {
    let said = said("service_catalogue.csv", |text| {
        text.replacen("1.2,1,社会救助", "1.1,1,社会求助", 1).replacen("健康服务", "健康服务 ", 1)
    });
    assert_eq!(
        said,
        [
            "service_catalogue.csv:9: item \"健康服务 \" – white space at the beginning or the end",
            "service_catalogue.csv:3: code \"1.1\" – stands in line 2 already",
            "service_catalogue.csv:3: domain \"社会求助\" – the domain 1 is \"社会救助\" above",
        ]
    );
}

#[test]
fn a_policy_is_one_that_the_api_would_take() {
    let shape = said("policy.json", |text| text.replacen("\"value\": 3,", "\"value\": -3, \"more\": 1,", 1));
    assert_eq!(
        shape,
        [
            "policy.json:3: /min_resident_workers/value -3 – At least 0",
            "policy.json:3: /min_resident_workers/more 1 – There is no such field or parameter",
        ]
    );
    let rule = said("policy.json", |text| text.replacen("162000.00", "162000.01", 1));
    only(
        &rule,
        "policy.json:37: /standard_per_station/value \"220000.00\" – Labour and operations must add up to the standard",
    );
}

#[test]
fn a_document_that_is_no_json_is_told_with_its_line() {
    let said = said("policy.json", |text| text.replacen("},", "}", 1));
    assert!(said[0].starts_with("policy.json:6: not JSON: "), "{said:?}");
}

#[test]
fn indicators_make_a_framework_that_could_be_published() {
    let points =
        said("evaluation_indicators.csv", |text| text.replacen("Needs survey and yearly plan,3", "x,4", 1));
    only(&points, "evaluation_indicators.csv: The points make 101.00, not 100.00");
    let shape =
        said("evaluation_indicators.csv", |text| text.replacen("third_party|bureau", "third_party|buro", 1));
    only(
        &shape,
        "evaluation_indicators.csv:2: parties \"third_party|buro|township\" – Accepted are [\"third_party\",\"bureau\",\"township\"]",
    );
}

#[test]
fn how_an_indicator_is_computed_is_told_in_its_cell() {
    let indicators = |from: &'static str, to: &'static str| {
        said("evaluation_indicators.csv", move |text| text.replacen(from, to, 1))
    };
    let without = indicators(",materials,measure", ",materials");
    only(&without, "evaluation_indicators.csv:1: measure – the column is missing");
    let cases = [
        ("{\"\"kind\"\":\"\"listed\"\"", "{kind", "evaluation_indicators.csv:2: measure ", "not JSON"),
        (
            "\"\"points\"\":\"\"6\"\"",
            "\"\"points\"\":\"\"7\"\"",
            "evaluation_indicators.csv:3: measure ",
            "worth more",
        ),
        ("worker_days_present\"\"", "weather\"\"", "evaluation_indicators.csv:3: measure ", "Accepted are"),
    ];
    for (from, to, place, wrong) in cases {
        let said = indicators(from, to);
        assert!(said.len() == 1 && said[0].starts_with(place) && said[0].contains(wrong), "{said:?}");
    }
}

#[test]
fn milestones_are_days_of_the_plan_with_known_codes() {
    let said = said("milestones.csv", |text| {
        text.replace("M1,launch,全面启动,2023-02-28", "M2,launch,启动,2022-02-28")
            .replace("service,开展服务", "servize,")
    });
    assert_eq!(
        said,
        [
            "milestones.csv:3: code \"M2\" – stands in line 2 already",
            "milestones.csv:2: phase_zh \"启动\" – launch is 全面启动",
            "milestones.csv:2: due_on \"2022-02-28\" – before the plan begins",
            "milestones.csv:6: phase \"servize\" – one of launch, service, evaluation",
        ]
    );
}

#[test]
fn seats_and_villages_are_checked_where_they_are_told() {
    let seats = said_of_more("leading_group.csv", "seat,office,from\nboss,,2023-1-1\n");
    assert_eq!(
        seats,
        [
            "leading_group.csv:2: seat \"boss\" – one of chair, deputy_chair, member, office_director",
            "leading_group.csv:2: office \"\" – one line of 1 to 100 characters",
            "leading_group.csv:2: from \"2023-1-1\" – a day between 1900 and 2199, as 2023-06-30",
        ]
    );
    let villages = said_of_more(
        "villages.csv",
        "code,township_code,name,kind,latitude\n469025101001,469025999,甲村,hamlet,91\n",
    );
    assert_eq!(
        villages,
        [
            "villages.csv:2: code \"469025101001\" – does not begin with its township's code",
            "villages.csv:2: township_code \"469025999\" – not in townships.csv",
            "villages.csv:2: kind \"hamlet\" – one of village, community",
            "villages.csv:2: latitude \"91\" – decimal degrees from 3 to 54; position and accuracy go together",
            "villages.csv:2: longitude \"\" – decimal degrees from 73 to 136; position and accuracy go together",
            "villages.csv:2: accuracy_m \"\" – whole metres from 1 to 100000; position and accuracy go together",
        ]
    );
}
