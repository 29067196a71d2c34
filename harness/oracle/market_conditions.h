/// \file
/// Conditions on what goes to the market and the operators rather than to devices and Users: service flags, the
/// registration feed, install codes, reports and notices to the CSP. Like every expectation they know no observation.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace hallmark::oracle {

/// An SSI `read` that is accepted answers one of these service flags ("A", "N", "I"; empty: null).
struct ReadsServiceFlag {
  std::vector<std::string> flags;
  std::string story;  ///< of the point's meters, said when it is broken
};
/// An SSI `read` answers no flag of before MP077 (W, S).
struct ReadsNoOldFlag {};
/// What the registration feed may say of one metering point.
struct FeedOfPoint {
  std::string metering_point;
  std::vector<std::string> flags;   ///< the values permitted
  std::vector<std::string> before;  ///< what the feed last said, or the flag at reset where it has said nothing yet
  std::string story;                ///< of its meters, said when it is broken
};
/// The last row of each of these points, or what was fed before where there is none, is one of its flags.
struct FeedEndsWith {
  std::vector<FeedOfPoint> points;
};
/// Each row carries a value that its point may have had; a row for any other point is wrong too.
struct FeedCarriesOnly {
  std::vector<FeedOfPoint> points;
  std::vector<std::string> others;  ///< points of which nothing is judged
};
/// No row of the feed carries null.
struct FeedHasNoNull {};
/// No row carries W or S, but for these points.
struct FeedHasNoOldFlag {
  std::vector<std::string> but_for;
};
/// No row repeats what was fed of its point before.
struct FeedRepeatsNothing {
  std::vector<FeedOfPoint> points;  ///< `flags` is not used
};
/// The rows of each of these points are exactly these changes.
struct FeedCarriesEachChange {
  std::vector<FeedOfPoint> points;  ///< `flags` in order
};
/// Whose a metering point is.
struct PointOwner {
  std::string metering_point;
  std::string fuel;
  std::string network_operator;
};
/// Each file holds points of its fuel and, where it says whose it is, of its network operator.
struct FeedOfOwnPoints {
  std::vector<PointOwner> owners;
};
/// One device of an install code request, and the holder who was asked.
struct InstallCodeAsk {
  std::string request;
  std::string device;
  std::string holder;
};
/// What is known of the install code of a device.
struct InstallCodeOfDevice {
  std::string device;
  std::string installer;
  std::optional<std::string> install_code;  ///< hex; absent: not told
  std::vector<std::string> parties;         ///< who may have it
};
/// The holder has answered each of these, in one way or another.
struct InstallCodesAnswered {
  std::vector<InstallCodeAsk> asks;
};
/// Where the holder answers one of these, it gives a code.
struct AnswersWithInstallCode {
  std::vector<InstallCodeAsk> asks;
};
/// Where the holder answers one of these, it says that it was not the installer.
struct AnswersNotInstaller {
  std::vector<InstallCodeAsk> asks;
};
/// Every code given is that of its device.
struct InstallCodesCorrect {
  std::vector<InstallCodeOfDevice> devices;
};
/// Every code given comes from who installed the device.
struct InstallCodesFromInstaller {
  std::vector<InstallCodeOfDevice> devices;
};
/// Every code given goes to one of its parties.
struct InstallCodesOnlyToParties {
  std::vector<InstallCodeOfDevice> devices;
};
/// No code of these devices is given.
struct NoInstallCodeOf {
  std::vector<std::string> devices;
};
/// The performance report includes, or excludes, the device.
struct ReportCounts {
  std::string device;
  bool included = true;
};
/// The report of Service Requests says these numbers.
struct ReportSays {
  long long attempted = 0;
  long long failed = 0;
};
/// One notification that the CSP is owed.
struct CspNotice {
  std::string device;
  bool restricted = false;
  bool owed = true;  ///< false: it may come
};
/// The CSP is told these, per device in this order, and nothing else.
struct CspTold {
  std::vector<CspNotice> notices;
};

/// One alternative of `Condition`.
using MarketCondition =
    std::variant<ReadsServiceFlag, ReadsNoOldFlag, FeedEndsWith, FeedCarriesOnly, FeedHasNoNull, FeedHasNoOldFlag,
                 FeedRepeatsNothing, FeedCarriesEachChange, FeedOfOwnPoints, InstallCodesAnswered,
                 AnswersWithInstallCode, AnswersNotInstaller, InstallCodesCorrect, InstallCodesFromInstaller,
                 InstallCodesOnlyToParties, NoInstallCodeOf, ReportCounts, ReportSays, CspTold>;

}  // namespace hallmark::oracle
