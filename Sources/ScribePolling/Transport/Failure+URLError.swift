import Foundation
import ScribeSession

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

extension Poll.Failure {
  /// What went wrong, by the code and, where Linux has one code for several, by what libcurl says.
  init(urlError error: any Error) {
    let code = (error as? URLError)?.code ?? .unknown
    let text = (error as NSError).userInfo[NSLocalizedDescriptionKey] as? String ?? ""
    self.init(Self.kind(code, text, error as NSError), message: "URLError \(code.rawValue)")
  }

  private static func kind(_ code: URLError.Code, _ text: String, _ error: NSError) -> Kind {
    switch code {
    case .timedOut: return .timeout
    case .cannotFindHost, .dnsLookupFailed: return .dns
    case .secureConnectionFailed, .serverCertificateHasBadDate, .serverCertificateUntrusted,
      .serverCertificateHasUnknownRoot, .serverCertificateNotYetValid,
      .clientCertificateRejected, .clientCertificateRequired:
      return .tls
    case .cannotConnectToHost: return .refused
    case .networkConnectionLost:
      let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError
      let isReset = underlying?.domain == NSPOSIXErrorDomain && underlying?.code == Int(ECONNRESET)
      return isReset || text.contains("reset") ? .reset : .closed
    default: return kind(libcurl: text)
    }
  }

  /// What libcurl says (as of 7.88) where Foundation has no code of its own for it; other words are
  /// `other`, so that a newer libcurl costs a kind and never a poll.
  private static func kind(libcurl text: String) -> Kind {
    let words: [(Kind, [String])] = [
      (.tls, ["SSL", "TLS", "certificate"]),
      (.reset, ["reset by peer"]),
      (.closed, ["Empty reply", "bytes remaining", "closed", "outstanding read data"]),
      (.refused, ["Connection refused", "Failed to connect", "Couldn't connect"]),
      (.dns, ["resolve host"]),
      (.timeout, ["timed out", "Timeout"]),
    ]
    return words.first { $0.1.contains(where: text.contains) }?.0 ?? .other
  }
}
