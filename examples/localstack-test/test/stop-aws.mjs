export default () => globalThis.awsEndpoint.stop();
