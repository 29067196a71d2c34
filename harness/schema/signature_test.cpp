#include "harness/schema/signature.h"

#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <thread>

#include "harness/schema/signed_documents.h"
#include "harness/schema/validator.h"

namespace hallmark::schema {
namespace {

namespace fs = std::filesystem;

const Signer& user() {
  static const Signer signer = signer_of("test-user");
  return signer;
}

std::string why(const Verification& verification) {
  return verification.valid             ? "valid"
         : verification.problem.empty() ? "invalid without a reason"
                                        : verification.problem;
}

std::string why(const std::string& document) { return why(verify(document, user().certificate())); }

template <typename Sign>
std::string refusal_of(Sign sign) {
  try {
    sign();
  } catch (const SignatureError& error) {
    return error.what();
  }
  return "it was signed";
}

TEST(Signature, OfEverySampleVerifiesAndLeavesItValid) {
  const auto validator = Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  ASSERT_EQ(samples_for_signing().size(), samples_to_sign);
  for (const auto& sample : samples_for_signing()) {
    const std::string signed_one = user().sign(sample.xml);
    EXPECT_EQ(why(signed_one), "valid") << sample.file;
    const auto problem = validator.check(signed_one);
    EXPECT_FALSE(problem) << sample.file << ": " << text(*problem);
    EXPECT_EQ(signed_one.find("> <"), std::string::npos) << sample.file;
  }
}

TEST(Signature, StatesAlgorithmsReferenceAndCertificateAndIsTheLastOfTheRoot) {
  const std::string document = user().sign(unsigned_request());
  const std::string expected =
      R"(<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>)"
      R"(<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>)"
      R"(<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"/>)"
      R"(<ds:Reference URI=""><ds:Transforms>)"
      R"(<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/></ds:Transforms>)"
      R"(<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>)";
  EXPECT_NE(document.find("</sr:Body>" + expected), std::string::npos) << document;
  const std::string named = "</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509IssuerSerial><ds:X509IssuerName>" +
                            user().certificate().issuer() + "</ds:X509IssuerName><ds:X509SerialNumber>" +
                            user().certificate().serial() +
                            "</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data></ds:KeyInfo></ds:Signature>"
                            "</sr:Request>\n";
  EXPECT_TRUE(document.ends_with(named)) << document;
  EXPECT_EQ(part(document, "<ds:SignatureValue>", "</").size(), 19 + 88 + 2U) << "64 octets in one line of base64";
}

TEST(Signature, ReplacesTheOneThatWasThere) {
  const std::string once = user().sign(unsigned_request());
  const std::string twice = signer_of("test-device").sign(once);
  EXPECT_EQ(why(verify(twice, certificate_of("test-device"))), "valid");
  EXPECT_NE(why(twice), "valid");
  const std::string none = changed(once, part(once, "<ds:Signature ", "</ds:Signature>"), "");
  EXPECT_EQ(why(none), "it has no ds:Signature");
  EXPECT_EQ(why(user().sign(none)), "valid");
}

TEST(Signature, TellsWhomItNames) {
  const auto verification = verify(user().sign(unsigned_request()), user().certificate());
  EXPECT_EQ(verification.issuer, user().certificate().issuer());
  EXPECT_EQ(verification.serial, user().certificate().serial());
}

TEST(Signature, DropsSpaceBetweenElementsAndKeepsItInValues) {
  const std::string document = "<a xmlns:b=\"urn:b\">\n  <b:c> x y </b:c>\n\t<d> </d> <e b:f=\" g \"/>\n</a>";
  const std::string compact = user().sign(document);
  EXPECT_NE(compact.find(R"(<a xmlns:b="urn:b"><b:c> x y </b:c><d> </d><e b:f=" g "/><ds:Signature)"),
            std::string::npos)
      << compact;
  const std::string as_given = user().sign(document, Layout::as_given);
  EXPECT_NE(as_given.find("\n  <b:c> x y </b:c>\n\t<d> </d> <e b:f=\" g \"/>\n<ds:Signature"), std::string::npos);
  EXPECT_EQ(why(compact), "valid");
  EXPECT_EQ(why(as_given), "valid");
}

/// What stood beside a signature that is replaced goes as well.
TEST(Signature, DropsSpaceInARootThatHoldsNothingElse) {
  const std::string empty = user().sign(changed("<a> HERE </a>", "HERE", "<b/>"));
  EXPECT_NE(empty.find("<a><b/><ds:Signature"), std::string::npos) << empty;
  const std::string again = user().sign(changed(user().sign("<a/>"), "<ds:Signature", " <ds:Signature"));
  EXPECT_NE(again.find("<a><ds:Signature"), std::string::npos) << again;
}

TEST(Signature, HoldsForTextOfAnyKind) {
  for (const std::string& body :
       {std::string("é €"), std::string("&amp;&lt;&#13;&#9;"), std::string("<![CDATA[<&]]>"),
        std::string("a<!-- b -->c"), std::string("<?note x?>"), std::string(2'000'000, 'x')}) {
    EXPECT_EQ(why(user().sign("<a x=\"&quot;&#10;&lt;\"><b>" + body + "</b></a>")), "valid") << body.substr(0, 40);
  }
  EXPECT_EQ(why(user().sign("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xE9</a>")), "valid");
}

TEST(Signature, CommentsAreNotPartOfTheDigest) {
  const std::string document = user().sign("<a><b>1</b></a>");
  EXPECT_EQ(why(changed(document, "</b>", "</b><!-- added -->")), "valid");
}

TEST(Signature, IsNotMadeForWhatIsNoDocument) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "well-formedness"},
      {"<a>", "well-formedness"},
      {"<z:a/>", "well-formedness"},
      {std::string("<a>\0</a>", 8), "well-formedness"},
      {"<!DOCTYPE a><a/>", "DOCTYPE"},
      {"<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>", "DOCTYPE"},
      {"<a><b><d:Signature xmlns:d=\"http://www.w3.org/2000/09/xmldsig#\"/></b></a>", "elsewhere"},
  };
  for (const auto& [document, reason] : cases) {
    const std::string refusal = refusal_of([&document = document] { user().sign(document); });
    EXPECT_NE(refusal.find(reason), std::string::npos) << refusal;
    EXPECT_EQ(refusal.find('\n'), std::string::npos) << refusal;
  }
  std::string nested;
  for (int i = 0; i < 100'000; ++i) nested += "<a>";
  EXPECT_NE(refusal_of([&nested] { user().sign(nested); }).find("well-formedness"), std::string::npos);
  EXPECT_NE(refusal_of([] { user().sign(std::string(signed_bytes_max + 1, ' ')); }).find("64 MiB"), std::string::npos);
}

TEST(Signature, NeedsAKeyAndItsCertificate) {
  const auto key = SigningKey::load(test_keys / "test-user.key.pem");
  EXPECT_NE(refusal_of([&key] { Signer(key, certificate_of("test-device")); }).find("of another key"),
            std::string::npos);
}

TEST(Signature, LeavesTheSchemaLoadableAfterwards) {
  user().sign(unsigned_request());
  EXPECT_EQ(Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1").version(), "5.1");
}

TEST(Signature, IsMadeAndVerifiedByFourThreadsAtOnce) {
  std::vector<std::string> problems(4);
  std::vector<std::thread> threads;
  for (auto& problem : problems) {
    threads.emplace_back([&problem] {
      for (std::size_t i = 0; i < 60; ++i) {
        const std::string outcome = why(user().sign(samples_for_signing()[i].xml));
        if (outcome != "valid") problem = outcome;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(problems, std::vector<std::string>(4));
}

TEST(Signature, OfARealResponseIsReadToItsCertificate) {
  const fs::path file = HALLMARK_SOURCE_DIR "/../shared/duis/responses/readfw-response.xml";
  if (!fs::exists(file)) GTEST_SKIP() << file << " is not part of a clone";
  const auto verification = verify(bytes_in(file), user().certificate());
  EXPECT_FALSE(verification.valid);
  EXPECT_EQ(verification.issuer, "CN=Z1,OU=07");
  EXPECT_EQ(verification.serial, "50669612984035780968362471400449834504");
  EXPECT_NE(verification.problem.find("it names the certificate with serial 5066961298"), std::string::npos)
      << verification.problem;
}

}  // namespace
}  // namespace hallmark::schema
