// SPDX-License-Identifier: Apache-2.0
import Foundation

extension RealServer {
    /// A configuration with Mozilla's "intermediate" settings but for the suites, in OpenSSL's names.
    static func nginx(suites: String) -> @Sendable (UInt16, URL) -> [String: String] {
        { port, directory in ["nginx.conf": configuration(suites, port, directory)] }
    }

    private static func configuration(_ suites: String, _ port: UInt16, _ directory: URL) -> String {
        """
        daemon off;
        master_process off;
        pid \(directory.path)/nginx.pid;
        error_log /dev/null;
        events { }
        http {
            access_log off;
            client_body_temp_path \(directory.path)/body;
            proxy_temp_path \(directory.path)/proxy;
            fastcgi_temp_path \(directory.path)/fastcgi;
            uwsgi_temp_path \(directory.path)/uwsgi;
            scgi_temp_path \(directory.path)/scgi;
            server {
                listen 127.0.0.1:\(port) ssl http2;
                server_name \(host);
                ssl_certificate \(directory.path)/chain.pem;
                ssl_certificate_key \(directory.path)/key.pem;
                ssl_protocols TLSv1.2 TLSv1.3;
                ssl_ciphers \(suites);
                ssl_prefer_server_ciphers off;
                ssl_ecdh_curve X25519:prime256v1:secp384r1;
            }
        }
        """
    }
}
