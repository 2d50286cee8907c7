public import ScribeSession

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

extension ReportedDocument {
  /// The document's content as a type of the caller's; nil where there is none.
  ///
  /// Decoded anew each time, from a copy of the content's bytes. Throws what the decoder throws,
  /// whose errors may quote patient data.
  public func decodedData<Content: Decodable>(
    as type: Content.Type = Content.self, by decoder: JSONDecoder = JSONDecoder()
  ) throws -> Content? {
    try data.map { try decoder.decode(type, from: Data($0)) }
  }

  /// The document's FHIR resources as a type of the caller's; nil where there are none.
  ///
  /// Cost and errors are those of ``decodedData(as:by:)``.
  public func decodedFHIR<Content: Decodable>(
    as type: Content.Type = Content.self, by decoder: JSONDecoder = JSONDecoder()
  ) throws -> Content? {
    try fhir.map { try decoder.decode(type, from: Data($0)) }
  }
}

extension Report {
  /// An object that is passed through as a type of the caller's; nil where it is absent.
  ///
  /// Cost and errors are those of ``ScribeSession/ReportedDocument/decodedData(as:by:)``.
  public func decoded<Content: Decodable>(
    _ member: PassThroughMember, as type: Content.Type = Content.self,
    by decoder: JSONDecoder = JSONDecoder()
  ) throws -> Content? {
    let json: ArraySlice<UInt8>? =
      switch member {
      case .additionalData: additionalData
      case .patientDetails: patientDetails
      case .sessionDetails: sessionDetails
      }
    return try json.map { try decoder.decode(type, from: Data($0)) }
  }
}
