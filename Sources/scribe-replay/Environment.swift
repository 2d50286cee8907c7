import ArgumentParser

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Whether there is a variable of that name in the environment, be it empty.
func isSet(_ name: String) -> Bool { getenv(name) != nil }

/// The value of a variable of the environment that is set and not empty.
func environmentValue(_ name: String) -> String? {
  guard let value = getenv(name), value.pointee != 0 else { return nil }
  return String(cString: value)
}

/// Refuses an option that names a variable which is not set, or empty.
///
/// The name is not told: it could be the secret itself, by mistake.
func checkIsSet(_ name: String?, namedBy option: String) throws(ValidationError) {
  guard let name, environmentValue(name) == nil else { return }
  throw ValidationError("The variable that \(option) names is not set.")
}
