# SPDX-License-Identifier: Apache-2.0
"""A time-stamping authority over HTTP: `openssl ts` of a folder behind POST (RFC 3161 section 3.4).

python_tsa.py PORT FOLDER
"""
import http.server
import subprocess
import sys

FOLDER = sys.argv[2]


class Authority(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        query = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers["Content-Type"] != "application/timestamp-query":
            self.send_error(415)
            return
        with open(f"{FOLDER}/asked.tsq", "wb") as file:
            file.write(query)
        command = ["openssl", "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "asked.tsq"]
        done = subprocess.run(command, cwd=FOLDER, capture_output=True, check=False)
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(done.stdout)))
        self.end_headers()
        self.wfile.write(done.stdout)

    def log_message(self, *_):
        pass


http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Authority).serve_forever()
