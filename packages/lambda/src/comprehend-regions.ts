/** Where Comprehend judges sentiment (its endpoints in the AWS general reference, 2026); it is not offered in us-west-1, for one. */
export const COMPREHEND_REGIONS = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-west-1',
  'eu-west-2',
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'us-gov-west-1',
] as const;
