// Signed documents that were changed in one place, each refused with a reason of its own.
#include <gtest/gtest.h>

#include <ostream>

#include "harness/schema/signature.h"
#include "harness/schema/signature_names.h"
#include "harness/schema/signed_documents.h"

namespace hallmark::schema {
namespace {

const std::string& good() {
  static const std::string document = signer_of("test-user").sign(unsigned_request());
  return document;
}

std::string_view signature_in(std::string_view document) { return part(document, "<ds:Signature ", "</ds:Signature>"); }

/// The document with one letter of an element's base64 replaced.
std::string with_other_letter(const std::string& element) {
  std::string document = good();
  char& letter = document[document.find("<" + element + ">") + element.size() + 12];
  letter = letter == 'A' ? 'B' : 'A';
  return document;
}

/// The document with the element of the first body moved: a signature that covers what nobody reads.
std::string wrapped() {
  const std::string body(part(good(), "<sr:Body>", "</sr:Body>"));
  const std::string forged = changed(body, "-90-A2</sr:DeviceID>", "-90-A0</sr:DeviceID>");
  const std::string signature(signature_in(good()));
  return changed(changed(good(), signature, ""), body, forged + "<Object>" + body + signature + "</Object>");
}

std::string declaration(const std::string& of_namespace) { return "xmlns:ds=\"" + of_namespace + "\""; }

std::string transform(const std::string& algorithm, const std::string& inside = "") {
  return "<ds:Transform Algorithm=\"" + algorithm + "\">" + inside + "</ds:Transform></ds:Transforms>";
}

std::string many_transforms() {
  std::string all;
  for (int i = 0; i < 20'000; ++i) {
    all += "<ds:Transform Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"/>";
  }
  return changed(good(), "</ds:Transforms>", all + "</ds:Transforms>");
}

std::string named(const std::string& element, const std::string& other) {
  return changed(good(), part(good(), "<ds:" + element + ">", "</ds:" + element + ">"),
                 "<ds:" + element + ">" + other + "</ds:" + element + ">");
}

/// A changed document and what the reason must say.
struct Refused {
  const char* name;
  std::string document;
  const char* reason;
};

void PrintTo(const Refused& refused, std::ostream* stream) { *stream << refused.name; }
std::string name_of(const testing::TestParamInfo<Refused>& info) { return info.param.name; }

class ChangedDocument : public testing::TestWithParam<Refused> {};

TEST_P(ChangedDocument, IsRefusedWithItsReason) {
  const auto certificate = certificate_of("test-user");
  ASSERT_TRUE(verify(good(), certificate).valid) << verify(good(), certificate).problem;
  const auto verification = verify(GetParam().document, certificate);
  EXPECT_FALSE(verification.valid);
  EXPECT_NE(verification.problem.find(GetParam().reason), std::string::npos) << verification.problem;
  EXPECT_EQ(verification.problem.find('\n'), std::string::npos) << verification.problem;
  EXPECT_LT(verification.problem.size(), 500U);
}

const std::string xslt = "http://www.w3.org/TR/1999/REC-xslt-19991116";
const std::string stylesheet =
    "<xsl:stylesheet xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\" version=\"1.0\"><xsl:template match=\"/\">"
    "<xsl:copy-of select=\"document('file:///etc/passwd')\"/></xsl:template></xsl:stylesheet>";

INSTANTIATE_TEST_SUITE_P(
    Signature, ChangedDocument,
    testing::Values(
        Refused{"ByteOfTheBody", changed(good(), "-90-A2</sr:DeviceID>", "-90-A3</sr:DeviceID>"),
                "the document was changed after it was signed"},
        Refused{"ByteOfTheHeader", changed(good(), ":1000<", ":1001<"), "the document was changed after it was signed"},
        Refused{"SpaceBetweenElements", changed(good(), "<sr:Body>", "<sr:Body> "),
                "the document was changed after it was signed"},
        Refused{"Digest", with_other_letter("ds:DigestValue"), "ds:DigestValue is not of this document"},
        Refused{"SignatureValue", with_other_letter("ds:SignatureValue"), "ds:SignatureValue is not of this"},
        Refused{"SignatureValueCut",
                changed(good(), part(good(), "<ds:SignatureValue>", "</"), "<ds:SignatureValue>AAAA</"),
                "is not 64 octets in base64"},
        Refused{"SignatureValueOfZeros",
                changed(good(), part(good(), "<ds:SignatureValue>", "</"),
                        "<ds:SignatureValue>" + std::string(86, 'A') + "==</"),
                "ds:SignatureValue is not of this"},
        Refused{"NoSignature", changed(good(), signature_in(good()), ""), "it has no ds:Signature"},
        Refused{"TwoSignatures", changed(good(), "</sr:Body>", "</sr:Body>" + std::string(signature_in(good()))),
                "more than one ds:Signature"},
        Refused{"SecondSignatureInTheBody",
                changed(good(), "<sr:Body>", "<sr:Body>" + std::string(signature_in(good()))),
                "more than one ds:Signature"},
        Refused{"SignatureNotLast", changed(good(), "</sr:Request>", "<more/></sr:Request>"),
                "not the last child of the root"},
        Refused{"Wrapped", wrapped(), "not the last child of the root"},
        Refused{"SignatureInOtherNamespace",
                changed(good(), "<ds:Signature " + declaration(signature_namespace),
                        "<ds:Signature " + declaration("urn:other")),
                "it has no ds:Signature"},
        Refused{"OtherSignatureMethod", changed(good(), "#ecdsa-sha256", "#ecdsa-sha1"), "ds:SignatureMethod has"},
        Refused{"Hmac", changed(good(), "2001/04/xmldsig-more#ecdsa-sha256", "2000/09/xmldsig#hmac-sha1"),
                "ds:SignatureMethod has"},
        Refused{"OtherDigestMethod", changed(good(), "xmlenc#sha256", "xmlenc#sha512"), "ds:DigestMethod has"},
        Refused{"InclusiveCanonicalization",
                changed(good(), exclusive_canonicalization, "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"),
                "ds:CanonicalizationMethod has"},
        Refused{"ExtraTransform", changed(good(), "</ds:Transforms>", transform(exclusive_canonicalization)),
                "ds:Transforms holds"},
        Refused{"ManyTransforms", many_transforms(), "ds:Transforms holds"},
        Refused{"Xslt", changed(good(), "</ds:Transforms>", transform(xslt, stylesheet)), "ds:Transforms holds"},
        Refused{"XsltInstead", changed(good(), enveloped_signature, xslt), "ds:Transform has Algorithm"},
        Refused{"XPathInside",
                changed(good(), part(good(), "<ds:Transform ", "/>"),
                        "<ds:Transform Algorithm=\"" + std::string(enveloped_signature) +
                            "\"><ds:XPath>true()</ds:XPath></ds:Transform>"),
                "ds:Transform holds \"XPath\""},
        Refused{"NoTransforms", changed(good(), part(good(), "<ds:Transforms>", "</ds:Transforms>"), ""),
                "ds:Reference holds \"DigestMethod\""},
        Refused{"ExternalUri", changed(good(), "URI=\"\"", "URI=\"file:///etc/passwd\""), "ds:Reference has URI"},
        Refused{"NetworkUri", changed(good(), "URI=\"\"", "URI=\"http://localhost:9/\""), "ds:Reference has URI"},
        Refused{"FragmentUri", changed(good(), "URI=\"\"", "URI=\"#xpointer(/)\""), "ds:Reference has URI"},
        Refused{"NoUri", changed(good(), " URI=\"\"", ""), "ds:Reference has no URI"},
        Refused{"TypeOfManifest",
                changed(good(), "URI=\"\"", "URI=\"\" Type=\"http://www.w3.org/2000/09/xmldsig#Manifest\""),
                "ds:Reference has the attribute \"Type\""},
        Refused{"TwoReferences",
                changed(good(), "</ds:SignedInfo>",
                        std::string(part(good(), "<ds:Reference ", "</ds:Reference>")) + "</ds:SignedInfo>"),
                "ds:SignedInfo holds \"Reference\""},
        Refused{"AttributeOfTheSignature", changed(good(), "<ds:Signature ", "<ds:Signature Id=\"x\" "),
                "ds:Signature has the attribute \"Id\""},
        Refused{"Object", changed(good(), "</ds:Signature>", "<ds:Object/></ds:Signature>"),
                "ds:Signature holds \"Object\""},
        Refused{"CertificateInside",
                changed(good(), "</ds:X509Data>", "<ds:X509Certificate>AA</ds:X509Certificate></ds:X509Data>"),
                "ds:X509Data holds"},
        Refused{"RetrievalMethod",
                changed(good(), "<ds:X509Data>", "<ds:RetrievalMethod URI=\"file:///etc/passwd\"/><ds:X509Data>"),
                "ds:KeyInfo holds \"RetrievalMethod\""},
        Refused{"NoKeyInfo", changed(good(), part(good(), "<ds:KeyInfo>", "</ds:KeyInfo>"), ""),
                "ds:Signature has no ds:KeyInfo"},
        Refused{"OtherSerial", named("X509SerialNumber", "1234567890"), "names the certificate with serial 1234567890"},
        Refused{"OtherIssuer", named("X509IssuerName", "CN=Z1,OU=07"), "names the issuer CN=Z1,OU=07"},
        Refused{"OtherKeyOfThatName", named("X509SerialNumber", certificate_of("test-device").serial()),
                "names the certificate with serial"},
        Refused{"Doctype", changed(good(), "<sr:Request", "<!DOCTYPE r []><sr:Request"), "DOCTYPE"},
        Refused{
            "EntityBomb",
            changed(changed(good(), "<sr:Request", "<!DOCTYPE r [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;\">]><sr:Request"),
                    "<sr:DeviceID>", "<sr:DeviceID>&b;"),
            "DOCTYPE"},
        Refused{"NotWellFormed", good().substr(0, good().size() - 5), "well-formedness"},
        Refused{"Nothing", "", "well-formedness"}, Refused{"Text", "not XML", "well-formedness"},
        Refused{"TooLarge", std::string(signed_bytes_max + 1, ' '), "64 MiB"}),
    name_of);

TEST(RefusedSignature, OfAnotherKeyThatClaimsTheCertificateIsRefused) {
  const auto user = certificate_of("test-user");
  const auto device = certificate_of("test-device");
  std::string claimed = signer_of("test-device").sign(unsigned_request());
  claimed = changed(changed(claimed, device.serial(), user.serial()), device.issuer(), user.issuer());
  EXPECT_EQ(verify(claimed, user).problem, "ds:SignatureValue is not of this ds:SignedInfo by this certificate");
  EXPECT_NE(verify(claimed, device).problem.find("it names the certificate with serial"), std::string::npos);
}

TEST(RefusedSignature, NameOfTheIssuerMayBeWrittenWithOtherOrderAndSpaces) {
  const auto certificate = certificate_of("test-user");
  for (const char* name : {"OU=87, CN=Hallmark test User", " CN=Hallmark test User , OU=87 "}) {
    EXPECT_TRUE(verify(named("X509IssuerName", name), certificate).valid) << name;
  }
  EXPECT_FALSE(verify(named("X509IssuerName", "OU=87, CN=Hallmark test"), certificate).valid);
  EXPECT_TRUE(verify(named("X509SerialNumber", " 00" + certificate.serial() + "\n"), certificate).valid);
}

TEST(RefusedSignature, EveryByteOfADocumentChangedOrCutIsRefused) {
  const auto certificate = certificate_of("test-user");
  std::string whole = signer_of("test-user").sign(R"(<r xmlns="urn:r"><b c="d">text</b><e/></r>)");
  whole.pop_back();  // the end of the line means nothing
  ASSERT_TRUE(verify(whole, certificate).valid);
  for (std::size_t place = 0; place < whole.size(); ++place) {
    std::string document = whole;
    document[place] = document[place] == 'Q' ? 'A' : 'Q';
    EXPECT_FALSE(verify(document, certificate).valid) << document.substr(place, 20);
    EXPECT_FALSE(verify(whole.substr(0, place), certificate).valid) << place;
  }
}

}  // namespace
}  // namespace hallmark::schema
