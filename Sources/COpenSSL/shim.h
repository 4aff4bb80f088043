/* SPDX-License-Identifier: Apache-2.0 */
/* What Swift cannot import from OpenSSL: function-like macros and type-checked stacks. */
#ifndef CHANCERY_COPENSSL_SHIM_H
#define CHANCERY_COPENSSL_SHIM_H

#include <openssl/asn1.h>
#include <openssl/asn1t.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ct.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

/* Contexts and sessions. */

static inline int shim_SSL_CTX_set_min_proto_version(SSL_CTX *context, int version) {
    return (int)SSL_CTX_set_min_proto_version(context, version);
}

static inline int shim_SSL_CTX_set_max_proto_version(SSL_CTX *context, int version) {
    return (int)SSL_CTX_set_max_proto_version(context, version);
}

static inline int shim_SSL_CTX_set1_groups_list(SSL_CTX *context, const char *list) {
    return (int)SSL_CTX_set1_groups_list(context, (char *)list);
}

static inline void shim_SSL_CTX_set_dh_auto(SSL_CTX *context) {
    SSL_CTX_set_dh_auto(context, 1);
}

static inline int shim_SSL_CTX_add1_chain_cert(SSL_CTX *context, X509 *certificate) {
    return (int)SSL_CTX_add1_chain_cert(context, certificate);
}

static inline void shim_SSL_CTX_set_session_cache_off(SSL_CTX *context) {
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
}

/* The callback sees every session that a server gives; none is kept. */
static inline void shim_SSL_CTX_tell_new_sessions(SSL_CTX *context, int (*callback)(SSL *, SSL_SESSION *)) {
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(context, callback);
}

static inline int shim_SSL_set_app_data(SSL *session, void *data) { return SSL_set_app_data(session, data); }

static inline void *shim_SSL_get_app_data(const SSL *session) { return SSL_get_app_data(session); }

static inline void shim_SSL_CTX_set_tlsext_status(
    SSL_CTX *context, int (*callback)(SSL *, void *), void *argument
) {
    SSL_CTX_set_tlsext_status_cb(context, callback);
    SSL_CTX_set_tlsext_status_arg(context, argument);
}

/* The response is copied, since the session frees what it is given. */
static inline int shim_SSL_set_tlsext_status_ocsp_resp(SSL *session, const unsigned char *bytes, size_t count) {
    unsigned char *copy = (unsigned char *)OPENSSL_memdup(bytes, count);
    if (copy == NULL) return 0;
    return (int)SSL_set_tlsext_status_ocsp_resp(session, copy, (long)count);
}

static inline int shim_SSL_set_tlsext_host_name(SSL *session, const char *name) {
    return (int)SSL_set_tlsext_host_name(session, (char *)name);
}

static inline void shim_SSL_request_status(SSL *session) {
    SSL_set_tlsext_status_type(session, TLSEXT_STATUSTYPE_ocsp);
}

static inline long shim_SSL_get_tlsext_status_ocsp_resp(SSL *session, const unsigned char **bytes) {
    return SSL_get_tlsext_status_ocsp_resp(session, bytes);
}

static inline int shim_SSL_get_negotiated_group(SSL *session) {
    return (int)SSL_get_negotiated_group(session);
}

static inline EVP_PKEY *shim_SSL_get_peer_tmp_key(SSL *session) {
    EVP_PKEY *key = NULL;
    return SSL_get_peer_tmp_key(session, &key) ? key : NULL;
}

static inline int shim_SSL_get_peer_signature_nid(SSL *session) {
    int nid = NID_undef;
    return SSL_get_peer_signature_nid(session, &nid) ? nid : NID_undef;
}

static inline long shim_SSL_get_extms_support(SSL *session) { return SSL_get_extms_support(session); }

/* SSL_OP_BIT is a function-like macro. */
static const uint64_t shim_SSL_OP_LEGACY_SERVER_CONNECT = SSL_OP_LEGACY_SERVER_CONNECT;
static const uint64_t shim_SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION = SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION;
static const uint64_t shim_SSL_OP_CIPHER_SERVER_PREFERENCE = SSL_OP_CIPHER_SERVER_PREFERENCE;
static const uint64_t shim_SSL_OP_NO_TICKET = SSL_OP_NO_TICKET;
static const uint64_t shim_SSL_OP_NO_RENEGOTIATION = SSL_OP_NO_RENEGOTIATION;
static const uint64_t shim_SSL_OP_ALLOW_CLIENT_RENEGOTIATION = SSL_OP_ALLOW_CLIENT_RENEGOTIATION;

/* The alert that a "… alert …" reason stands for, or -1. */
static inline int shim_alert_of_error(unsigned long error) {
    int reason = ERR_GET_REASON(error);
    if (ERR_GET_LIB(error) != ERR_LIB_SSL) return -1;
    if (reason < SSL_AD_REASON_OFFSET || reason > SSL_AD_REASON_OFFSET + 255) return -1;
    return reason - SSL_AD_REASON_OFFSET;
}

static inline int shim_error_is_end_of_pem(unsigned long error) {
    return ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE;
}

/* EVP_PKEY_Q_keygen takes a variable list of arguments. */
static inline EVP_PKEY *shim_EVP_PKEY_keygen(const char *type) {
    return EVP_PKEY_Q_keygen(NULL, NULL, type);
}
static inline EVP_PKEY *shim_EVP_EC_keygen(const char *curve) {
    return EVP_PKEY_Q_keygen(NULL, NULL, "EC", curve);
}

static inline size_t shim_BIO_pending(BIO *bio) {
    return BIO_ctrl_pending(bio);
}

/* Names as RFC 4514 writes them, letters beyond ASCII left readable; and with every such byte escaped. */
static const unsigned long shim_name_readable = XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB;
static const unsigned long shim_name_raw = XN_FLAG_RFC2253 & ~ASN1_STRFLGS_UTF8_CONVERT;

/* Stacks. */

static inline STACK_OF(X509) *shim_sk_X509_new(void) { return sk_X509_new_null(); }
static inline void shim_sk_X509_free(STACK_OF(X509) *stack) { sk_X509_free(stack); }
static inline int shim_sk_X509_num(const STACK_OF(X509) *stack) { return sk_X509_num(stack); }
static inline X509 *shim_sk_X509_value(const STACK_OF(X509) *stack, int index) {
    return sk_X509_value(stack, index);
}
static inline int shim_sk_X509_push(STACK_OF(X509) *stack, X509 *certificate) {
    return sk_X509_push(stack, certificate);
}

static inline int shim_sk_X509_NAME_num(const STACK_OF(X509_NAME) *stack) { return sk_X509_NAME_num(stack); }
static inline X509_NAME *shim_sk_X509_NAME_value(const STACK_OF(X509_NAME) *stack, int index) {
    return sk_X509_NAME_value(stack, index);
}

static inline GENERAL_NAMES *shim_sk_GENERAL_NAME_new(void) { return sk_GENERAL_NAME_new_null(); }
static inline int shim_sk_GENERAL_NAME_num(const GENERAL_NAMES *stack) { return sk_GENERAL_NAME_num(stack); }
static inline GENERAL_NAME *shim_sk_GENERAL_NAME_value(const GENERAL_NAMES *stack, int index) {
    return sk_GENERAL_NAME_value(stack, index);
}
static inline int shim_sk_GENERAL_NAME_push(GENERAL_NAMES *stack, GENERAL_NAME *name) {
    return sk_GENERAL_NAME_push(stack, name);
}

static inline int shim_sk_ACCESS_DESCRIPTION_num(const AUTHORITY_INFO_ACCESS *stack) {
    return sk_ACCESS_DESCRIPTION_num(stack);
}
static inline ACCESS_DESCRIPTION *shim_sk_ACCESS_DESCRIPTION_value(const AUTHORITY_INFO_ACCESS *stack, int index) {
    return sk_ACCESS_DESCRIPTION_value(stack, index);
}

static inline int shim_sk_DIST_POINT_num(const CRL_DIST_POINTS *stack) { return sk_DIST_POINT_num(stack); }
static inline DIST_POINT *shim_sk_DIST_POINT_value(const CRL_DIST_POINTS *stack, int index) {
    return sk_DIST_POINT_value(stack, index);
}
/* The full names of a distribution point, or NULL where it is named relative to its issuer. */
static inline GENERAL_NAMES *shim_DIST_POINT_full_names(const DIST_POINT *point) {
    if (point->distpoint == NULL || point->distpoint->type != 0) return NULL;
    return point->distpoint->name.fullname;
}

static inline int shim_sk_POLICYINFO_num(const CERTIFICATEPOLICIES *stack) { return sk_POLICYINFO_num(stack); }
static inline const ASN1_OBJECT *shim_sk_POLICYINFO_id(const CERTIFICATEPOLICIES *stack, int index) {
    const POLICYINFO *policy = sk_POLICYINFO_value(stack, index);
    return policy == NULL ? NULL : policy->policyid;
}

static inline int shim_sk_ASN1_OBJECT_num(const EXTENDED_KEY_USAGE *stack) { return sk_ASN1_OBJECT_num(stack); }
static inline const ASN1_OBJECT *shim_sk_ASN1_OBJECT_value(const EXTENDED_KEY_USAGE *stack, int index) {
    return sk_ASN1_OBJECT_value(stack, index);
}

static inline int shim_sk_ASN1_INTEGER_num(const TLS_FEATURE *stack) { return sk_ASN1_INTEGER_num(stack); }
static inline const ASN1_INTEGER *shim_sk_ASN1_INTEGER_value(const TLS_FEATURE *stack, int index) {
    return sk_ASN1_INTEGER_value(stack, index);
}

static inline int shim_sk_SCT_num(const STACK_OF(SCT) *stack) { return stack == NULL ? 0 : sk_SCT_num(stack); }
static inline SCT *shim_sk_SCT_value(const STACK_OF(SCT) *stack, int index) { return sk_SCT_value(stack, index); }

/* Time stamps (RFC 3161). */

/* The certificates of those who signed a token, which are the token's own, or NULL; the stack alone is to be freed. */
static inline STACK_OF(X509) *shim_TS_RESP_signers(TS_RESP *response) {
    PKCS7 *token = TS_RESP_get_token(response);
    return token == NULL || !PKCS7_type_is_signed(token) ? NULL : PKCS7_get0_signers(token, NULL, 0);
}

/* The number of the imprint's digest, or NID_undef. */
static inline int shim_TS_TST_INFO_digest(TS_TST_INFO *info) {
    const ASN1_OBJECT *object = NULL;
    X509_ALGOR *algorithm = TS_MSG_IMPRINT_get_algo(TS_TST_INFO_get_msg_imprint(info));
    if (algorithm == NULL) return NID_undef;
    X509_ALGOR_get0(&object, NULL, NULL, algorithm);
    return object == NULL ? NID_undef : OBJ_obj2nid(object);
}

/* 1 where the token is over the imprint, and its signer's chain ends in the store; the store stays the caller's. */
static inline int shim_TS_RESP_verify(TS_RESP *response, const unsigned char *imprint, size_t count, X509_STORE *store) {
    TS_VERIFY_CTX *context = TS_VERIFY_CTX_new();
    unsigned char *copy = (unsigned char *)OPENSSL_memdup(imprint, count);
    int result = 0;
    if (context != NULL && copy != NULL && X509_STORE_up_ref(store)) {
        TS_VERIFY_CTX_set_flags(context, TS_VFY_SIGNATURE | TS_VFY_VERSION | TS_VFY_IMPRINT);
        TS_VERIFY_CTX_set_imprint(context, copy, (long)count);
        TS_VERIFY_CTX_set_store(context, store);
        copy = NULL;
        result = TS_RESP_verify_response(context, response);
    }
    OPENSSL_free(copy);
    TS_VERIFY_CTX_free(context);
    return result;
}

/* The tagged union of a GENERAL_NAME, for the types whose value is one string. */
static inline const ASN1_STRING *shim_GENERAL_NAME_string(const GENERAL_NAME *name, int type) {
    if (name->type != type) return NULL;
    switch (type) {
    case GEN_DNS: return name->d.dNSName;
    case GEN_EMAIL: return name->d.rfc822Name;
    case GEN_URI: return name->d.uniformResourceIdentifier;
    case GEN_IPADD: return name->d.iPAddress;
    default: return NULL;
    }
}

/* Frees one value of X509_get_ext_d2i. */
static inline void shim_AUTHORITY_INFO_ACCESS_free(AUTHORITY_INFO_ACCESS *value) { AUTHORITY_INFO_ACCESS_free(value); }
static inline void shim_TLS_FEATURE_free(TLS_FEATURE *value) { sk_ASN1_INTEGER_pop_free(value, ASN1_INTEGER_free); }

#endif
