//! What is taken, by content.

use crate::harness::{
    Lab,
    files::{DOCX, UNKNOWN, XLSX, docx, iso_media, jpeg, mp4, pdf, png, webp, xlsx, zip},
};

#[actix_web::test]
async fn each_accepted_kind_is_known_by_its_content() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    for (kind, bytes) in [
        ("image/jpeg", jpeg()),
        ("image/png", png()),
        ("image/webp", webp()),
        ("application/pdf", pdf()),
        (DOCX, docx()),
        (XLSX, xlsx()),
        ("video/mp4", mp4()),
    ] {
        let made = officer.upload(UNKNOWN, &bytes).await.created();
        assert_eq!((&made["media_type"], &made["size"]), (&kind.into(), &bytes.len().into()));
        officer.upload(kind, &bytes).await.ok();
        officer.upload(&format!("{kind}; charset=binary"), &bytes).await.ok();
        officer.send("POST", "/attachments", &[], bytes).await.ok();
    }
    assert_eq!(lab.stored().len(), 7);
}

#[actix_web::test]
async fn anything_else_is_refused_whatever_it_is_called() {
    let lab = Lab::new().await;
    let (officer, before) = (lab.bureau_officer().await, lab.events().await);
    let sfx = [&b"MZ\x90\0"[..], &docx()].concat();
    for (what, bytes) in [
        ("a program", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xFF\xFF\0\0".to_vec()),
        ("a page", b"<!DOCTYPE html><script>alert(1)</script>".to_vec()),
        ("a drawing with a script", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>".to_vec()),
        ("text", b"x".to_vec()),
        ("a program before a document", sfx),
        ("a page before a PDF", [&b"<html>"[..], &pdf()].concat()),
        ("a PDF without its end", b"%PDF-1.7 and no more".to_vec()),
        ("half a PNG's mark", b"\x89PNG\r\n".to_vec()),
        ("a WebP cut off", webp()[..20].to_vec()),
        ("another RIFF", b"RIFF\x0C\0\0\0WAVEfmt \0\0\0\0".to_vec()),
    ] {
        let refused = officer.upload(UNKNOWN, &bytes).await.problem(415, "unsupported_media_type");
        assert!(refused["detail"].as_str().unwrap().contains("PDF"), "{what}");
    }
    assert_eq!((lab.events().await, lab.stored().len()), (before, 0));
}

#[actix_web::test]
async fn an_archive_is_a_document_only_by_its_parts() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let types = "[Content_Types].xml";
    for names in [
        &["a.txt"][..],
        &["word/document.xml"],
        &[types, "_rels/.rels", "ppt/presentation.xml"],
        &[types, "word/document.xml", "word/vbaProject.bin"],
        &[types, "word/document.xml", "xl/workbook.xml"],
        &[types, "xl/workbook.bin"],
        &[],
    ] {
        officer.upload(UNKNOWN, &zip(names)).await.problem(415, "unsupported_media_type");
    }
    let cut = docx().len() - 30;
    officer.upload(DOCX, &docx()[..cut]).await.problem(415, "unsupported_media_type");
    officer.upload(DOCX, &[docx(), b"more".to_vec()].concat()).await.problem(415, "unsupported_media_type");
    let web = zip(&[types, "_rels/.rels", "docProps/app.xml", "word/document2.xml"]);
    assert_eq!(officer.upload(UNKNOWN, &web).await.created()["media_type"], DOCX);
}

#[actix_web::test]
async fn a_relative_of_mp4_is_not_mp4() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    for brand in [b"heic", b"avif", b"qt  ", b"M4A ", b"3gp4", b"crx "] {
        officer
            .upload("video/mp4", &iso_media(*brand, *b"moov"))
            .await
            .problem(415, "unsupported_media_type");
    }
    officer.upload(UNKNOWN, &iso_media(*b"isom", *b"mdat")).await.is(415);
    let cut = mp4().len() - 1;
    officer.upload(UNKNOWN, &mp4()[..cut]).await.is(415);
    let data_first = [&iso_media(*b"mp42", *b"mdat")[..], b"\0\0\0\x01moov\0\0\0\0\0\0\0\x10"].concat();
    officer.upload("video/mp4", &data_first).await.created();
}

#[actix_web::test]
async fn a_type_that_contradicts_the_content_is_refused() {
    let lab = Lab::new().await;
    let (officer, before) = (lab.bureau_officer().await, lab.events().await);
    let refused = officer.upload("image/png", &jpeg()).await.problem(415, "unsupported_media_type");
    assert_eq!(refused["detail"], "Content-Type 为 image/png，内容却是 image/jpeg");
    for kind in ["text/html", "application/zip", "application/json", "multipart/form-data", ""] {
        officer.upload(kind, &jpeg()).await.problem(415, "unsupported_media_type");
    }
    let packed = [("content-type", "image/jpeg"), ("content-encoding", "gzip")];
    officer.send("POST", "/attachments", &packed, jpeg()).await.problem(415, "unsupported_media_type");
    assert_eq!((lab.events().await, lab.stored().len()), (before, 0));
}
